using SmsWiser.Core;
using SmsWiser.Core.Inbound;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Inbound;

/// <summary>A part with its octets in clear.</summary>
internal sealed record OpenPart(InboundPart Part, string Source, byte DataCoding, NationalLanguage Locking, NationalLanguage Single,
    byte[] Octets);

/// <summary>A message put together.</summary>
internal sealed record JoinedMessage(InboundPartsKey Key, IReadOnlyList<OpenPart> Parts, bool IsComplete);

/// <summary>Puts the parts of messages together. Bounded in messages and in time: what stays incomplete is handed out as it is. Inbound
/// loop only.</summary>
internal sealed class PartJoiner(TimeSpan patience, int maxMessages)
{
    private readonly Dictionary<InboundPartsKey, List<OpenPart>> waiting = [];

    /// <summary>Messages of which parts are missing.</summary>
    public int Count => waiting.Count;

    /// <summary>Takes a part; a repeated one is passed over.</summary>
    /// <returns>The message when this was its last part.</returns>
    public JoinedMessage? Add(OpenPart part)
    {
        var key = part.Part.Key;
        if (!waiting.TryGetValue(key, out var parts))
            waiting.Add(key, parts = []);
        if (parts.Exists(known => known.Part.No == part.Part.No))
            return null;
        parts.Add(part);
        if (parts.Count < key.Total)
            return null;
        waiting.Remove(key);
        return new(key, [.. parts.OrderBy(one => one.Part.No)], IsComplete: true);
    }

    /// <summary>Takes out what has waited long enough, and the oldest beyond the bound.</summary>
    public List<JoinedMessage> TakeExpired(DateTimeOffset now)
    {
        var expired = waiting.Where(one => now - one.Value[0].Part.At >= patience).ToList();
        var beyond = waiting.Count - expired.Count - maxMessages;
        if (beyond > 0)
            expired.AddRange(waiting.Except(expired).OrderBy(one => one.Value[0].Part.At).Take(beyond).ToList());
        foreach (var (key, _) in expired)
            waiting.Remove(key);
        return expired.ConvertAll(one => new JoinedMessage(one.Key, [.. one.Value.OrderBy(part => part.Part.No)], IsComplete: false));
    }

    /// <summary>Forgets all, to be filled from the store anew.</summary>
    public void Clear() => waiting.Clear();
}
