using System.Text;

namespace SmsWiser.Smpp.Receipts;

/// <summary>
/// The values in the text of a receipt (SMPP 3.4 Appendix B): "id: sub: dlvrd: submit date: done date: stat: err: text:". Keys in any case
/// and order; a value goes to the next blank; the first of a repeated key counts; nothing behind "text:" is read.
/// </summary>
internal ref struct ReceiptText
{
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> State;
    public ReadOnlySpan<byte> Error;
    public ReadOnlySpan<byte> SubmitDate;
    public ReadOnlySpan<byte> DoneDate;
    public ReadOnlySpan<byte> Text;

    public static ReceiptText Read(ReadOnlySpan<byte> text)
    {
        var read = new ReceiptText();
        for (var rest = SkipBlanks(text); !rest.IsEmpty; rest = SkipBlanks(rest))
        {
            var key = ReadKey(rest, out var keyLength);
            if (key == Key.None)
            {
                rest = rest[WordLength(rest)..];
                continue;
            }
            rest = rest[keyLength..];
            if (key == Key.Text)
            {
                read.Text = rest.TrimEnd((byte)0);
                break;
            }
            rest = SkipBlanks(rest);
            if (ReadKey(rest, out _) != Key.None) continue;
            var value = rest[..WordLength(rest)];
            rest = rest[value.Length..];
            read.Keep(key, value);
        }
        return read;
    }

    private void Keep(Key key, ReadOnlySpan<byte> value)
    {
        if (key == Key.Id && Id.IsEmpty) Id = value;
        else if (key == Key.State && State.IsEmpty) State = value;
        else if (key == Key.Error && Error.IsEmpty) Error = value;
        else if (key == Key.SubmitDate && SubmitDate.IsEmpty) SubmitDate = value;
        else if (key == Key.DoneDate && DoneDate.IsEmpty) DoneDate = value;
    }

    // Words are a few octets long: plain loops beat vectors here.
    private static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        while (at < rest.Length && IsBlank(rest[at])) at++;
        return rest[at..];
    }

    private static int WordLength(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        while (at < rest.Length && !IsBlank(rest[at])) at++;
        return at;
    }

    private static bool IsBlank(byte octet) => octet is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0;

    private static Key ReadKey(ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        if (rest.IsEmpty) return Key.None;
        return (rest[0] | 0x20) switch
        {
            'i' when Starts(rest, "id:"u8, out length) => Key.Id,
            's' when Starts(rest, "stat:"u8, out length) => Key.State,
            's' when Starts(rest, "sub:"u8, out length) => Key.Other,
            's' when Starts(rest, "submit date:"u8, out length) || Starts(rest, "submit_date:"u8, out length) => Key.SubmitDate,
            'd' when Starts(rest, "dlvrd:"u8, out length) => Key.Other,
            'd' when Starts(rest, "done date:"u8, out length) || Starts(rest, "done_date:"u8, out length) => Key.DoneDate,
            'e' when Starts(rest, "err:"u8, out length) => Key.Error,
            't' when Starts(rest, "text:"u8, out length) => Key.Text,
            _ => Key.None,
        };
    }

    private static bool Starts(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> key, out int length)
    {
        length = key.Length;
        return rest.Length >= key.Length && Ascii.EqualsIgnoreCase(rest[..key.Length], key);
    }

    private enum Key
    {
        None,
        Id,
        Other,
        SubmitDate,
        DoneDate,
        State,
        Error,
        Text,
    }
}
