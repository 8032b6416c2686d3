using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>A message centre in a nutshell: answers every submit_sm it is sent, without allocating. Any thread.</summary>
internal sealed class LoopLink : IOctetLink
{
    private const int AnswerBytes = PduHeader.Bytes + 4;
    private readonly byte[] answers = new byte[1000 * AnswerBytes];
    private readonly Lock gate = new();
    private int length;

    /// <summary>What it answers.</summary>
    public CommandStatus Status { get; set; } = CommandStatus.Ok;

    /// <summary>Moves the waiting responses into a buffer and returns how many octets they have.</summary>
    public int Take(Span<byte> destination)
    {
        lock (gate)
        {
            var length = this.length;
            answers.AsSpan(0, length).CopyTo(destination);
            this.length = 0;
            return length;
        }
    }

    public int Send(ReadOnlySpan<byte> octets)
    {
        lock (gate)
        {
            for (var at = 0; at < octets.Length;)
            {
                var header = PduHeader.Read(octets[at..]);
                at += (int)header.Length;
                if (header.Command != CommandId.SubmitSm) continue;
                new PduHeader(AnswerBytes, CommandId.SubmitSmResp, Status, header.Sequence).Write(answers.AsSpan(length));
                "A17\0"u8.CopyTo(answers.AsSpan(length + PduHeader.Bytes));
                length += AnswerBytes;
            }
        }

        return octets.Length;
    }

    public void WakeBefore(long timestamp)
    {
    }
}

