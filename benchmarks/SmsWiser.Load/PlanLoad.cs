using System.Diagnostics;
using System.Text.Json;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host.Time;
using SmsWiser.Host.Chance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Load;

/// <summary>Plans a sendout over made-up lists in the embedded store and prints one JSON line. Usage:
/// <c>plan [--leads N] [--lists N] [--filter TEXT] [--capped N]</c>. More than one list adds the search for duplicates; caps are looked
/// up among so many other people who were written to.</summary>
internal static class PlanLoad
{
    private const int PagesPerWrite = 64;
    private const ulong FirstNumber = 33_600_000_000;

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>Runs with these options.</summary>
    /// <returns>Exit code: 0 done, 1 failed, 2 bad usage.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (leads, lists, filter, capped) = (1_000_000, 1, (string?)null, 0);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var known = args[i] switch
            {
                "--leads" => int.TryParse(args[i + 1], out leads) && leads > 0,
                "--lists" => int.TryParse(args[i + 1], out lists) && lists is > 0 and <= 100,
                "--capped" => int.TryParse(args[i + 1], out capped) && capped >= 0,
                "--filter" => (filter = args[i + 1]).Length > 0,
                _ => false,
            };
            if (!known)
                return Usage();
        }
        if (args.Length % 2 != 0)
            return Usage();
        var directory = Directory.CreateTempSubdirectory("smswiser-plan-").FullName;
        try
        {
            return await RunAsync(directory, leads, lists, filter, capped);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static int Usage()
    {
        Console.Error.WriteLine("usage: SmsWiser.Load plan [--leads N] [--lists 1..100] [--filter \"spent_2020 > 100\"] [--capped N]");
        return 2;
    }

    private static async Task<int> RunAsync(string directory, int leads, int lists, string? filter, int capped)
    {
        var random = new SystemRandom();
        var keys = new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], random);
        await using var store =
            await SqliteStore.OpenAsync(directory, new ThreadLoops(), TimeProvider.System, new SqliteStoreOptions(), default);
        await store.Accounts.AddAsync(new(new(1), "AAAAAAAA", "Sender", Start), default);
        await store.Carriers.SaveAsync(new(new(1), "carrier", "localhost", 2775, "id", default, "", 0, []), default);
        await store.Carriers.SaveRouteAsync(new(new(1), "33", [new CarrierId(1)]), default);
        var targets = new List<CampaignTarget>();
        for (var i = 0; i < lists; i++)
        {
            var id = new ListId(10 + i);
            var list = new LeadList(
                id, $"list{i}", new(1), "Leads", [new(0, "first_name", FieldType.Text), new(1, "spent_2020", FieldType.Number)],
                leads / lists, keys.NewDataKey(id), 1, Start);
            await store.Lists.AddAsync(list, default);
            await WriteAsync(store, keys, random, list, FirstNumber + (ulong)(i * (long)leads / lists));
            targets.Add(new(id, default, filter));
        }
        var campaign = new Campaign(new(2), "campaign", new(1), "Load", "Load", "Hi", TrafficClass.Marketing, targets, Start);
        await store.Campaigns.AddAsync(campaign, default);
        var sendout = new Sendout(new(3), campaign.Id, new(1), campaign.Class, SendoutState.Planning, 0, 0, 0, null, Start, null);
        await store.Sendouts.BeginAsync(sendout, default);
        var conditions = new Conditions(
            new JournalHistory(store.Campaigns, store.Sendouts, store.Dispatch), new LeadPages(store.Pages, keys, random),
            TimeProvider.System);
        var caps = await CapsAsync(store, keys, random, capped);
        var planner = new Planner(
            store.Accounts, store.Campaigns, store.Sendouts, store.Lists, store.Pages, store.Shares, store.Carriers, store.Ledger,
            store.OptOuts, new OptOutOptions(), new LinkOptions(), keys, random, new DispatchOptions(), TimeProvider.System, conditions,
            caps);
        var peakBefore = Process.GetCurrentProcess().PeakWorkingSet64;
        var (cpu, allocated, started) =
            (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var planned = await planner.PlanAsync(sendout, null, default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var walked = leads / lists * lists;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            leads = walked,
            lists,
            planned = planned?.Planned ?? 0,
            chunks = planned?.Chunks ?? 0,
            seconds = Math.Round(seconds, 3),
            leads_per_second = Math.Round(walked / seconds),
            cpu_ns_per_lead = Math.Round((Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds / walked, 1),
            allocated_bytes_per_lead = Math.Round((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)walked, 2),
            peak_rss_mib = Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, 1),
            peak_rss_before_mib = Math.Round(peakBefore / 1048576.0, 1),
            managed_mib = Math.Round(GC.GetTotalMemory(forceFullCollection: false) / 1048576.0, 1),
            error = planned?.Error,
        }));
        return planned is { State: SendoutState.Sending } && (filter is not null || planned.Planned == walked) ? 0 : 1;
    }

    private static async Task<FrequencyCaps> CapsAsync(SqliteStore store, KeyRing keys, SystemRandom random, int people)
    {
        var book = new FrequencyBook();
        var caps = new FrequencyCaps(store.Frequency, book, keys, TimeProvider.System);
        if (people == 0)
            return caps;
        await caps.SetAsync(FrequencyBook.Platform, new() { PerDay = 1, PerWeek = 5 });
        var key = new byte[sizeof(ulong)];
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < people; i++)
        {
            random.Fill(key);
            book.Recover(new(9), BitConverter.ToUInt64(key), now, now);
        }
        return caps;
    }

    private static async Task WriteAsync(SqliteStore store, KeyRing keys, SystemRandom random, LeadList list, ulong firstNumber)
    {
        var key = new byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, key);
        using var cipher = new PageCipher(key, new NonceSource(random));
        var writer = new PageWriter();
        var octets = new byte[64];
        var pages = new List<SealedPage>();
        for (var lead = 0; lead < list.Leads; lead++)
        {
            writer.Add(firstNumber + (ulong)lead, Record(octets, lead), LeadFlags.New);
            if (!writer.IsFull && lead != list.Leads - 1)
                continue;
            var plain = writer.Finish();
            var sealedOctets = new byte[plain.Length + PageCipher.Overhead];
            var pageNo = lead / PageWriter.MaxLeads;
            cipher.Seal(list.Id, pageNo, 1, plain, sealedOctets);
            pages.Add(new(pageNo, 1, writer.Count, writer.Clear.ToArray(), sealedOctets));
            writer.Reset();
            if (pages.Count < PagesPerWrite && lead != list.Leads - 1)
                continue;
            await store.Pages.WriteAsync(list.Id, pages.ToArray(), default);
            pages.Clear();
        }
    }

    private static ReadOnlySpan<byte> Record(byte[] octets, int lead)
    {
        var record = new LeadRecord(octets);
        var spent = octets.AsSpan(octets.Length / 2);
        (lead % 1_000).TryFormat(spent, out var length);
        record.Add(0, "Anna-Maria"u8);
        record.Add(1, spent[..length]);
        return octets.AsSpan(0, record.Length);
    }
}
