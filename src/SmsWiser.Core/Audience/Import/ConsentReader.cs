using System.Buffers.Text;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Core.Audience;

/// <summary>Where the consent columns of a file are.</summary>
/// <param name="State">Place of the consent, from 0.</param>
/// <param name="Time">Place of its moment; −1 = not named.</param>
/// <param name="Text">Place of its text or source; −1 = not named.</param>
internal sealed record ConsentPlaces(int State, int Time, int Text);

/// <summary>Reads what a row says of a person's consent. One owner; allocates nothing.</summary>
/// <param name="places">The columns.</param>
/// <param name="now">When the file is read, in seconds since 1970, UTC.</param>
internal sealed class ConsentReader(ConsentPlaces places, long now)
{
    private const int LastMinuteAndSecond = 86_399;
    private const int LongestWord = 16;
    private const int Tolerance = 86_400;

    /// <summary>Rows so far that said yes and lacked a part of the proof.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Reads the row.</summary>
    /// <param name="reader">Has the row.</param>
    /// <param name="order">How 1/2/2020 is read.</param>
    /// <param name="consent">What it says.</param>
    /// <param name="place">Column that is wrong, when it returns a reason.</param>
    /// <returns>Null, or what is wrong in words.</returns>
    public string? Read(CsvReader reader, DateOrder order, out LeadConsent consent, out int place)
    {
        consent = default;
        place = places.State;
        if (StateOf(FieldValues.Trim(reader.Field(places.State))) is not { } state)
            return "not a consent: give yes, no, pending or left, or nothing where nothing is recorded";
        var at = 0L;
        if (places.Time >= 0 && FieldValues.Trim(reader.Field(places.Time)) is { IsEmpty: false } time)
        {
            place = places.Time;
            if (!TryTime(time, order, isLeaving: state == ConsentState.Left, out at))
                return "not a time such as 2026-05-05T10:30:00Z or 2026-05-05";
            if (at > now + Tolerance)
                return "the time has not come yet";
        }
        if (state == ConsentState.Enrolled
            && ((places.Time >= 0 && at == 0) || (places.Text >= 0 && FieldValues.Trim(reader.Field(places.Text)).IsEmpty)))
        {
            // C12: what lacks a part proves nothing.
            Incomplete++;
            return null;
        }
        if (state == ConsentState.Left && at == 0)
            at = now;
        consent = new(state, at);
        return null;
    }

    /// <summary>The state that a word means; null when it is not understood. A plain no is a refusal: it is kept like a leaving.</summary>
    public static ConsentState? StateOf(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
            return ConsentState.NotRecorded;
        if (word.Length > LongestWord)
            return null;
        Span<byte> lower = stackalloc byte[LongestWord];
        for (var i = 0; i < word.Length; i++)
            lower[i] = word[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(word[i] | 0x20) : word[i];
        lower = lower[..word.Length];
        if (Is(lower, "yes"u8, "y"u8, "true"u8, "1"u8) || Is(lower, "enrolled"u8, "subscribed"u8, "opted_in"u8, "opted-in"u8))
            return ConsentState.Enrolled;
        if (Is(lower, "no"u8, "n"u8, "false"u8, "0"u8) || Is(lower, "left"u8, "unsubscribed"u8, "opted_out"u8, "opted-out"u8))
            return ConsentState.Left;
        if (Is(lower, "pending"u8, "unconfirmed"u8, "asked"u8, "invited"u8))
            return ConsentState.Pending;
        return Is(lower, "unknown"u8, "none"u8, "not_recorded"u8, "not recorded"u8) ? ConsentState.NotRecorded : null;
    }

    /// <summary>Reads a day, or a moment: a day, T or a blank, hours and minutes, perhaps seconds, then Z, an offset or nothing (UTC). A
    /// day alone begins for a consent and ends for a leaving, so that of both on one day the leaving stands.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, DateOrder order, bool isLeaving, out long at)
    {
        at = 0;
        Span<byte> day = stackalloc byte[16];
        if (FieldValues.Date(text, order, day) == 0 || !Utf8Parser.TryParse(day[..4], out int year, out _)
            || !Utf8Parser.TryParse(day[5..7], out int month, out _) || !Utf8Parser.TryParse(day[8..10], out int date, out _))
            return false;
        at = (new DateOnly(year, month, date).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400L;
        var mark = text.IndexOfAny((byte)'T', (byte)' ');
        if (mark < 0)
        {
            at += isLeaving ? LastMinuteAndSecond : 0;
            return true;
        }
        var clock = text[(mark + 1)..];
        return TryClock(ref clock, out var seconds) && TryOffset(clock, out var offset) && (at += seconds - offset) > 0;
    }

    private static bool TryClock(ref ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (!TryPair(text, out var hour, out var minute) || hour > 23 || minute > 59)
            return false;
        seconds = (hour * 3_600) + (minute * 60);
        text = text[5..];
        if (text.Length < 3 || text[0] != ':')
            return true;
        if (!Utf8Parser.TryParse(text.Slice(1, 2), out int second, out var used) || used != 2 || second is < 0 or > 59)
            return false;
        seconds += second;
        text = text[3..];
        // A fraction of a second says nothing here.
        if (text.Length > 1 && text[0] == '.')
        {
            text = text[1..];
            while (text.Length > 0 && text[0] is >= (byte)'0' and <= (byte)'9')
                text = text[1..];
        }
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.IsEmpty || text.SequenceEqual("Z"u8))
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length != 6 || !TryPair(text[1..], out var hour, out var minute) || hour > 18)
            return false;
        seconds = ((hour * 3_600) + (minute * 60)) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    /// <summary>Two numbers of two digits with a colon between.</summary>
    private static bool TryPair(ReadOnlySpan<byte> text, out int first, out int second)
    {
        (first, second) = (0, 0);
        return text.Length >= 5 && text[2] == ':' && Utf8Parser.TryParse(text[..2], out first, out var used) && used == 2
            && Utf8Parser.TryParse(text.Slice(3, 2), out second, out used) && used == 2 && first >= 0 && second >= 0;
    }

    private static bool Is(
        ReadOnlySpan<byte> word, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d) =>
        word.SequenceEqual(a) || word.SequenceEqual(b) || word.SequenceEqual(c) || word.SequenceEqual(d);
}
