using System.Buffers.Binary;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Hashing;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Carriers;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Inbound;

/// <summary>Makes of received octets a message that is understood: its text, its person, what it asks for, which opt-outs follow and how it
/// is answered by itself. Inbound loop only.</summary>
internal sealed class InboundComposer(
    IInboundStore store, CarrierProfiles profiles, KeyRing keys, IIds ids, TimeProvider time) : IDisposable
{
    private const int MaxTextCharacters = 4_000;
    private const byte Ascii = 1, Latin1 = 3;
    private static readonly InboundSettings NoSettings = new(new Dictionary<string, string>(), new HashSet<string>());

    // Number tags have one owner.
    private readonly NumberTags tags = EngineServices.NumberTagsOf(keys);
    private DateTimeOffset lastAt;

    /// <summary>Number of a source address, or 0 when it is no number in international form.</summary>
    public static ulong NumberOf(string source) =>
        PhoneNumbers.TryNormalize(Encoding.ASCII.GetBytes(source), null, out var number, out _) ? number : 0;

    /// <summary>Low 64 bits of the key of a number; for no number, of the source itself, so that parts of one source still join.</summary>
    public ulong NumberKey(string source)
    {
        var number = NumberOf(source);
        return (ulong)tags.NumberKey(number != 0 ? number : Xxh64.Hash(Encoding.ASCII.GetBytes(source)));
    }

    /// <summary>A time later than that of any message before.</summary>
    public DateTimeOffset NextTime()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        return lastAt = now > lastAt ? now : lastAt.AddMilliseconds(1);
    }

    /// <summary>Makes the message.</summary>
    public async Task<InboundWish> ComposeAsync(
        CarrierId carrier, string source, string destination, byte dataCoding, RawPart alphabet, byte[] octets, bool isComplete)
    {
        var id = new InboundId(await ids.NextAsync(CancellationToken.None));
        var number = NumberOf(source);
        var marks = (isComplete ? InboundMarks.None : InboundMarks.Partial) | (number == 0 ? InboundMarks.NoNumber : InboundMarks.None);
        var profile = profiles[carrier];
        var text = SmsDecoder.Decode(Coding(dataCoding, profile), octets, GsmAlphabet.For(alphabet.Locking, alphabet.Single));
        if (text is null)
            (text, marks) = (Convert.ToHexString(octets), marks | InboundMarks.Undecoded);
        if (text.Length > MaxTextCharacters)
            text = text[..MaxTextCharacters];
        var accounts = await store.FindAccountsAsync(destination, CancellationToken.None);
        var settings = accounts.Count == 0
            ? NoSettings
            : await store.FindSettingsAsync(accounts[0], destination, CancellationToken.None);
        var match = marks.HasFlag(InboundMarks.Undecoded) ? default : Understand(text, number, settings, profile.Keywords);
        var at = NextTime();
        var message = new InboundMessage(
            id, carrier, destination, number == 0 ? 0 : (ulong)tags.NumberKey(number), Fingerprint(carrier, source, destination, octets),
            match.Kind, match.Word, match.NeedsReview ? marks | InboundMarks.Review : marks,
            accounts.Count == 1 ? accounts[0] : default, Replies.To(match, settings, destination), InboundSeal.Seal(keys, id, source, text),
            at);
        return new(message, number == 0 ? [] : Changes(message, accounts));
    }

    public void Dispose() => tags.Dispose();

    /// <summary>data_coding 0 is whatever the carrier's default is.</summary>
    private static byte Coding(byte dataCoding, CarrierProfile profile) => (dataCoding, profile.DefaultAlphabet) switch
    {
        (0, CarrierAlphabet.Latin1) => Latin1,
        (0, CarrierAlphabet.Ascii) => Ascii,
        _ => dataCoding,
    };

    private static KeywordMatch Understand(string text, ulong number, InboundSettings settings, Keywords keywords)
    {
        var normalized = KeywordText.Normalize(text);
        var match = keywords.Match(normalized, number, settings.Off);
        if (match.Kind != InboundKind.Message)
            return match;
        if (settings.Keywords.ContainsKey(normalized))
            return new(InboundKind.Keyword, normalized);
        var first = KeywordText.Trim(normalized.Split(' ')[0]);
        return settings.Keywords.ContainsKey(first) ? new(InboundKind.Keyword, first) : match;
    }

    /// <summary>The person wrote to a sender: they leave it whoever uses it, or, with STOP ALL, all that those accounts send. The topic
    /// follows when the lead is found. A start undoes the sender only, not the wider scopes.</summary>
    private static List<OptOutChange> Changes(InboundMessage message, IReadOnlyList<AccountId> accounts)
    {
        var changes = new List<OptOutChange>();
        foreach (var account in accounts)
        {
            if (message.Kind is InboundKind.Stop or InboundKind.StopAll or InboundKind.Start)
                changes.Add(new(
                    OptOutDomain.OfSender(account, message.Destination), message.NumberKey, message.Kind != InboundKind.Start, message.At));
            if (message.Kind == InboundKind.StopAll)
                changes.Add(new(OptOutDomain.OfAccount(account), message.NumberKey, IsOut: true, message.At));
        }
        return changes;
    }

    private ulong Fingerprint(CarrierId carrier, string source, string destination, byte[] octets)
    {
        Span<byte> about = stackalloc byte[3 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(about, Xxh64.Hash(Encoding.ASCII.GetBytes(source), (ulong)carrier.Value));
        BinaryPrimitives.WriteUInt64LittleEndian(about[sizeof(ulong)..], Xxh64.Hash(Encoding.ASCII.GetBytes(destination)));
        BinaryPrimitives.WriteUInt64LittleEndian(about[(2 * sizeof(ulong))..], Xxh64.Hash(octets));
        return (ulong)tags.NumberKey(Xxh64.Hash(about));
    }
}
