using System.Diagnostics;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Dispatch;
using Spectre.Console;

namespace SmsWiser.Host.Demo;

/// <summary>What a person sees of a run. Silent with <c>--json</c>; one line a second where output is not a terminal.</summary>
internal sealed class DemoScreen(bool isSilent)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IAnsiConsole console = Terminal.Open(isSilent);
    private long lastAt;
    private long lastSubmitted;

    public IAnsiConsole Console => console;

    public bool IsSilent => isSilent;

    /// <summary>True when bars may be drawn over each other.</summary>
    public bool IsTerminal => console.Profile.Capabilities.Ansi;

    public void Say(string text) => console.WriteLine(text);

    public void Import(ImportView import)
    {
        if (IsDue() && import is { State: "running", Rows: > 0 })
            Say($"  {import.Rows:N0} rows read");
    }

    public void Imported(ImportView import) => Say(
        $"Imported {import.Rows:N0} rows: {import.Created:N0} created, {import.Updated:N0} updated, "
        + $"{import.Unchanged:N0} unchanged, {import.Rejected:N0} rejected.");

    /// <summary>Names the first rows that were not imported, and why.</summary>
    public async Task RejectedAsync(ILeadListGrain list, ImportView import)
    {
        if (import.Rejected == 0)
            return;
        var errors = await list.ImportErrorsAsync(DemoSite.Owner, import.Id, 0, 5);
        foreach (var error in errors)
            Say($"  row {error.Row}, {error.Column}: {error.Reason}");
        if (import.Rejected > errors.Count)
            Say($"  and {import.Rejected - errors.Count:N0} more");
    }

    public Task ProgressAsync(DemoTotals totals, long submitted)
    {
        var since = lastAt;
        if (!IsDue())
            return Task.CompletedTask;
        var rate = since == 0 ? 0 : (submitted - lastSubmitted) / Stopwatch.GetElapsedTime(since).TotalSeconds;
        lastSubmitted = submitted;
        var open = totals.Planned - totals.Outcomes.Answered;
        Say($"  {submitted:N0} parts on the wire, {rate:N0}/s · "
            + $"{totals.Outcomes[Outcome.Delivered]:N0} delivered · {open:N0} of {totals.Planned:N0} leads open");
        return Task.CompletedTask;
    }

    public void Result(DemoResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Outcome").AddColumn(new TableColumn("Leads").RightAligned());
        table.AddRow("planned", $"{result.Totals.Planned:N0}");
        for (var outcome = Outcome.Open; outcome <= Outcome.Cancelled; outcome++)
        {
            if (result.Totals.Outcomes[outcome] != 0 || outcome is Outcome.Open or Outcome.Delivered)
                table.AddRow($"  {outcome.ToString().ToLowerInvariant()}", $"{result.Totals.Outcomes[outcome]:N0}");
        }
        console.Write(table);
        Say($"{result.PartsHere:N0} parts in {result.Seconds:N1} s: {result.MessagesPerSecond:N0} messages/s, "
            + "from the first part on the wire to the last answer.");
        if (result.Stop is { } stop)
            Say($"Share stopped in {(stop.ReturnedNs - stop.CalledNs) / 1e6:N1} ms ({stop.Receipt.Basis}): "
                + $"{stop.Receipt.OnWireBefore:N0} parts were on the wire before, "
                + $"{stop.Receipt.Withheld:N0} leads withheld.");
    }

    /// <summary>Says which leads are left open, and how to go on.</summary>
    public void Left(DemoResult result)
    {
        if (result.HeldUntil is { } until)
            Say($"{result.Totals.Outcomes[Outcome.Open]:N0} leads wait: their quiet hours allow no marketing before "
                + $"{until:yyyy-MM-dd HH:mm} UTC, no setting weakens them. Run the same command with the same --data then.");
        else if (result.Totals.Outcomes[Outcome.Open] > 0)
            Say("Open leads are left: run the same command with the same --data to go on.");
    }

    private bool IsDue()
    {
        if (lastAt != 0 && Stopwatch.GetElapsedTime(lastAt) < Pause)
            return false;
        lastAt = Stopwatch.GetTimestamp();
        return true;
    }
}
