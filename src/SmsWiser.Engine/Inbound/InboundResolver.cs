using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Inbound;

/// <summary>Finds out which sendout and list each message answers, behind the inbound loop: that reads chunks, and a carrier does not wait
/// for it. Until then the message is in nobody's inbox, and a stop holds for the sender. The loop goes on where a crash left it.</summary>
internal sealed partial class InboundResolver(
    IInboundStore store, LeadFinder leads, OptOuts optOuts, ReplySender replies, KeyRing keys, DispatchOptions options, TimeProvider time,
    ILogger<InboundResolver> log) : IDisposable
{
    private const int MessagesPerRound = 200;
    private const int MaxSendouts = 20;
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    private readonly Signal signal = new(time, options.Poll);
    private bool stopped;

    /// <summary>Wakes the loop.</summary>
    public void Notify() => signal.Set();

    /// <summary>The loop.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            await signal.WaitAsync();
            if (Volatile.Read(ref stopped))
                return;
            try
            {
                while (!Volatile.Read(ref stopped) && await ResolveAsync() == MessagesPerRound)
                {
                    // More wait.
                }
            }
            catch (Exception error)
            {
                LogFailed(error);
            }
        }
    }

    /// <summary>Ends the loop; what it has not found out it does after the next start.</summary>
    public void Stop()
    {
        Volatile.Write(ref stopped, true);
        signal.Set();
    }

    public void Dispose() => signal.Dispose();

    private async Task<int> ResolveAsync()
    {
        var messages = await store.ListUnresolvedAsync(MessagesPerRound, CancellationToken.None);
        if (messages.Count == 0)
            return 0;
        var found = new List<InboundOrigin>();
        foreach (var sender in messages.GroupBy(message => message.Destination))
            found.AddRange(await ResolveAsync(sender.Key, [.. sender]));
        if ((await store.ResolveAsync(found, CancellationToken.None)).Position > 0)
            await optOuts.ApplyAsync();
        replies.Notify();
        return messages.Count;
    }

    private async Task<IEnumerable<InboundOrigin>> ResolveAsync(string sender, IReadOnlyList<InboundMessage> messages)
    {
        var numbers = messages.ToDictionary(
            message => message.Id, message => InboundComposer.NumberOf(InboundSeal.Open(keys, message.Id, message.Sealed.Span).Source));
        var open = numbers.Values.ToHashSet();
        var origins = new Dictionary<ulong, (AnsweredSendout Sendout, LeadList List)>();
        foreach (var sendout in await store.ListSendoutsAsync(sender, time.GetUtcNow() - MaxAge, MaxSendouts, CancellationToken.None))
        {
            if (open.Count == 0)
                break;
            foreach (var (number, list) in await leads.FindAsync(sendout.Sendout, open))
            {
                origins.Add(number, (sendout, list));
                open.Remove(number);
            }
        }
        return messages.Select(message => origins.TryGetValue(numbers[message.Id], out var origin)
            ? new InboundOrigin(message, origin.Sendout.Account, origin.List.Owner, origin.List.Id, origin.Sendout.Sendout)
            : new InboundOrigin(message, message.Account, default, default, default));
    }

    [LoggerMessage(LogLevel.Error, "Messages of people could not be told to their sendouts; trying again at the next poll")]
    private partial void LogFailed(Exception error);
}
