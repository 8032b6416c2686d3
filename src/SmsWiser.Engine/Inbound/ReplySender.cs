using Microsoft.Extensions.Logging;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Inbound;

/// <summary>Sends the answers that are due, each once: that a message is answered and the answer itself are one transaction. An answer for
/// which there is no account or no route is given up.</summary>
internal sealed partial class ReplySender(
    IInboundStore inbound, ISingleMessageStore store, SingleMessages singles, KeyRing keys, DispatchOptions options, TimeProvider time,
    ILogger<ReplySender> log) : IDisposable
{
    private const int RepliesPerRound = 256;

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
                while (!Volatile.Read(ref stopped) && await SendAsync() == RepliesPerRound)
                {
                    // More are due.
                }
            }
            catch (Exception error)
            {
                LogFailed(error);
            }
        }
    }

    /// <summary>Ends the loop; what is due is sent after the next start.</summary>
    public void Stop()
    {
        Volatile.Write(ref stopped, true);
        signal.Set();
    }

    public void Dispose() => signal.Dispose();

    private async Task<int> SendAsync()
    {
        var due = await inbound.ListRepliesDueAsync(RepliesPerRound, CancellationToken.None);
        var lost = new List<InboundId>();
        foreach (var sender in due.GroupBy(message => (message.Account, message.Destination)))
        {
            if (sender.Key.Account.Value == 0)
                lost.AddRange(sender.Select(message => message.Id));
            else
            {
                var unsent = await singles.SendAsync(
                    sender.Key.Account, sender.Key.Destination, TrafficClass.Reply, [.. sender.Select(Reply)]);
                lost.AddRange(unsent.Select(message => message.Answers));
            }
        }
        if (lost.Count > 0)
            await store.DropRepliesAsync(lost, CancellationToken.None);
        return due.Count;
    }

    private SingleMessage Reply(InboundMessage message) => new(
        InboundComposer.NumberOf(InboundSeal.Open(keys, message.Id, message.Sealed.Span).Source), message.Reply!, message.Id);

    [LoggerMessage(LogLevel.Error, "Answers to people could not be sent; trying again at the next poll")]
    private partial void LogFailed(Exception error);
}
