using System.Diagnostics;
using SmsWiser.Contracts.Carriers;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SmsWiser.Host.Demo;

/// <summary>A bar per bind: its rate now against the rate granted.</summary>
internal sealed class BindBars(IReadOnlyList<ICarrierGrain> carriers, TimeSpan interval, int consoleWidth)
{
    private const int OtherColumns = 66;
    public static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly int width = Math.Clamp(consoleWidth - OtherColumns, 10, 40);
    private readonly Dictionary<string, (long Submitted, double Rate)> last = [];
    private long readAt;

    /// <summary>Reads the binds and draws them, once in the interval at most.</summary>
    public async Task DrawAsync(Action<IRenderable> draw)
    {
        var elapsed = Stopwatch.GetElapsedTime(readAt);
        if (readAt != 0 && elapsed < interval)
            return;
        var seconds = readAt == 0 ? 0 : elapsed.TotalSeconds;
        readAt = Stopwatch.GetTimestamp();
        var table = new Table().Border(TableBorder.None).AddColumns("bind", "parts/s", "", "granted", "on the wire", "window", "state");
        foreach (var carrier in carriers)
        {
            foreach (var bind in await carrier.BindsAsync())
                Add(table, bind, seconds);
        }
        draw(table);
    }

    private void Add(Table table, BindStatus bind, double seconds)
    {
        var before = last.GetValueOrDefault(bind.Name);
        var rate = seconds > 0 ? (bind.Submitted - before.Submitted) / seconds : before.Rate;
        last[bind.Name] = (bind.Submitted, rate);
        var full = bind.GrantedRate > 0 ? Math.Clamp(rate / bind.GrantedRate, 0, 1) : 0;
        var bar = new string('█', (int)(full * width)).PadRight(width, '·');
        var below = bind.GrantedRate > 0 && bind.CurrentRate < bind.GrantedRate;
        var slowed = below || bind.Standing == "slowed";
        var colour = bind.State == "throttled" ? "red" : slowed ? "yellow" : "green";
        var granted = below ? $"{bind.CurrentRate:N0} of {bind.GrantedRate:N0}" : $"{bind.GrantedRate:N0}";
        table.AddRow(
            Markup.Escape(bind.Name), $"{rate:N0}", $"[{colour}]{bar}[/]", granted, $"{bind.Submitted:N0}",
            $"{bind.InFlight}/{bind.WindowSlots}",
            $"[{colour}]{(bind.State == "bound" && slowed ? "slowed" : bind.State)}[/]");
    }
}
