using System.Collections.Concurrent;
using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Inbound;

namespace SmsWiser.Engine.Carriers;

/// <summary>The binds of this node by name. A bind keeps its writer over reconnects and over activations of its grain. Any
/// thread.</summary>
internal sealed class NodeBinds(Dispatcher dispatcher, Gate gate, BoardTable boards, Journal journal, InboundIntake inbound,
    DispatchOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, BindWriter> writers = [];
    private readonly ConcurrentDictionary<string, AccountRate> accounts = [];

    /// <summary><c>carrier/number</c>: the key of the bind's grain.</summary>
    public static string NameOf(Carrier carrier, Bind bind) => $"{carrier.Name}/{bind.No}";

    public BindWriter? Find(string name) => writers.GetValueOrDefault(name);

    /// <summary>What the binds of a carrier on this node send together.</summary>
    public AccountRate Account(string carrier) =>
        accounts.GetOrAdd(carrier, _ => new(time.TimestampFrequency, options.TracedSends));

    /// <summary>The writer of a bind, made and announced to the dispatcher the first time.</summary>
    public async Task<BindWriter> OpenAsync(Carrier carrier, Bind bind)
    {
        var name = NameOf(carrier, bind);
        if (writers.TryGetValue(name, out var known) && known.Carrier == carrier.Id)
            return known;
        // A carrier that was removed and made again under its name is another one.
        if (known is not null)
            writers.TryRemove(new(name, known));
        var fresh = new BindWriter(carrier.Id, name, Account(carrier.Name), gate, boards, journal, inbound, options, time);
        if (!writers.TryAdd(name, fresh))
            return writers[name];
        await dispatcher.AddBindAsync(fresh);
        return fresh;
    }

    /// <summary>Unbinds every live session orderly and waits for each.</summary>
    public async Task CloseAsync()
    {
        foreach (var writer in writers.Values)
            writer.Unbind();
        foreach (var writer in writers.Values)
            await writer.UntilClosedAsync();
    }
}
