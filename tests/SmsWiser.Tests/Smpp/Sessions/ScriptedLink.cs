using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>The octet stream below a core in a test: keeps what was sent, takes as much as it is told to.</summary>
internal sealed class ScriptedLink : IOctetLink
{
    private readonly List<byte> sent = [];

    /// <summary>Octets taken before the stream stalls; the default takes everything.</summary>
    public int Room { get; set; } = int.MaxValue;

    public bool Broken { get; set; }

    public int Sends { get; private set; }

    public long WokenFor { get; private set; } = long.MaxValue;

    /// <summary>Called inside each send.</summary>
    public Action OnSend { get; set; } = () => { };

    public int Send(ReadOnlySpan<byte> octets)
    {
        Sends++;
        OnSend();
        if (Broken) return -1;
        var taken = Math.Min(octets.Length, Room);
        if (Room != int.MaxValue) Room -= taken;
        sent.AddRange(octets[..taken]);
        return taken;
    }

    public void WakeBefore(long timestamp) => WokenFor = Math.Min(WokenFor, timestamp);

    /// <summary>The whole PDUs sent since the last call.</summary>
    public List<DecodedPdu> Take()
    {
        var octets = sent.ToArray();
        sent.Clear();
        var list = new List<DecodedPdu>();
        var at = 0;
        while (PduFramer.Next(octets.AsSpan(at), int.MaxValue, out var header) == PduFrame.Complete)
        {
            list.Add(PduCodec.Decode(octets.AsSpan(at, (int)header.Length)));
            at += (int)header.Length;
        }

        sent.AddRange(octets.AsSpan(at));
        return list;
    }

    /// <summary>Octets sent that are not a whole PDU yet, after <see cref="Take"/>.</summary>
    public int Rest => sent.Count;
}

