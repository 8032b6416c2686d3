namespace SmsWiser.Core.Campaigns;

/// <summary>
/// Finds what a handset makes tappable: schemes ("https://…", "mailto:…"), "www.…", bare domains under a known top-level domain
/// ("x.co/abc"), addresses ("a@x.co") and IPv4 addresses. Errs on the side of finding. Allocates nothing.
/// </summary>
internal static class LinkScanner
{
    private const int MaxLabelChars = 63;

    /// <summary>Finds the first link at or behind a position.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (LinkCharacters.IsBreak(text[at])) continue;
            var word = at;
            while (at < text.Length && !LinkCharacters.IsBreak(text[at])) at++;
            var offset = FirstLink(text[word..at]);
            if (offset < 0) continue;
            start = word + offset;
            end = start + LinkLength(text[start..at]);
            return true;
        }
        (start, end) = (0, 0);
        return false;
    }

    /// <summary>Where a link starts in a word without breaks; -1 without one.</summary>
    private static int FirstLink(ReadOnlySpan<char> word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (LinkCharacters.Fold(word[at]) == ':' && SchemeStart(word, at) is >= 0 and var scheme) return scheme;
            if (!LinkCharacters.IsHost(word[at])) continue;
            var host = at;
            while (at < word.Length && LinkCharacters.IsHost(word[at])) at++;
            if (IsDomain(word[host..at])) return AddressStart(word, host);
            at--;
        }
        return -1;
    }

    private static int SchemeStart(ReadOnlySpan<char> word, int colon)
    {
        var start = colon;
        while (start > 0 && (char.IsAsciiLetterOrDigit(LinkCharacters.Fold(word[start - 1])) || word[start - 1] is '+' or '-')) start--;
        var rest = word[(colon + 1)..];
        if (start == colon || rest.IsEmpty) return -1;
        if (rest.Length > 2 && LinkCharacters.Fold(rest[0]) == '/' && LinkCharacters.Fold(rest[1]) == '/') return start;
        return IsBareScheme(word[start..colon]) ? start : -1;
    }

    /// <summary>Schemes that handsets open without "//".</summary>
    private static bool IsBareScheme(ReadOnlySpan<char> scheme)
    {
        Span<char> folded = stackalloc char[8];
        if (scheme.Length > folded.Length) return false;
        for (var i = 0; i < scheme.Length; i++) folded[i] = char.ToLowerInvariant(LinkCharacters.Fold(scheme[i]));
        return folded[..scheme.Length] is "mailto" or "tel" or "sms" or "smsto" or "mms" or "mmsto" or "geo" or "market" or "intent";
    }

    /// <summary>Takes the local part of a mail address to its domain.</summary>
    private static int AddressStart(ReadOnlySpan<char> word, int host)
    {
        if (host == 0 || LinkCharacters.Fold(word[host - 1]) != '@') return host;
        var start = host - 1;
        while (start > 0 && (LinkCharacters.IsHost(word[start - 1]) || word[start - 1] is '+' or '%')) start--;
        return start;
    }

    private static bool IsDomain(ReadOnlySpan<char> host)
    {
        var (isFirst, isPreviousEmpty, numbers) = (true, true, 0);
        while (!host.IsEmpty)
        {
            var dot = IndexOfDot(host);
            var label = dot < 0 ? host : host[..dot];
            if (isFirst && dot > 0 && dot + 1 < host.Length && IsWww(label)) return true;
            if (!isPreviousEmpty && IsTopLevel(label)) return true;
            numbers = IsNumber(label) ? numbers + 1 : 0;
            if (numbers == 4) return true;
            (isFirst, isPreviousEmpty) = (false, label.IsEmpty);
            if (dot < 0) break;
            host = host[(dot + 1)..];
        }
        return false;
    }

    private static int IndexOfDot(ReadOnlySpan<char> host)
    {
        for (var i = 0; i < host.Length; i++)
            if (LinkCharacters.Fold(host[i]) == '.') return i;
        return -1;
    }

    private static bool IsWww(ReadOnlySpan<char> label)
    {
        if (label.Length != 3) return false;
        foreach (var character in label)
            if (LinkCharacters.Fold(character) is not ('w' or 'W')) return false;
        return true;
    }

    /// <summary>Whether the label, up to a hyphen, is a top-level domain; one in Punycode always counts.</summary>
    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        Span<char> folded = stackalloc char[MaxLabelChars];
        var length = 0;
        foreach (var character in label)
        {
            var letter = LinkCharacters.Fold(character);
            if (letter == '-') return IsPunycode(label) || TopLevelDomains.Contains(folded[..length]);
            if (length == MaxLabelChars) return false;
            folded[length++] = letter;
        }
        return TopLevelDomains.Contains(folded[..length]);
    }

    private static bool IsPunycode(ReadOnlySpan<char> label) =>
        label.Length > 4 && LinkCharacters.Fold(label[0]) is 'x' or 'X' && LinkCharacters.Fold(label[1]) is 'n' or 'N'
        && LinkCharacters.Fold(label[2]) == '-' && LinkCharacters.Fold(label[3]) == '-';

    private static bool IsNumber(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 3) return false;
        foreach (var character in label)
            if (!char.IsAsciiDigit(LinkCharacters.Fold(character))) return false;
        return true;
    }

    /// <summary>
    /// Length of the link without the punctuation of the sentence around it; a closing bracket stays if it was opened inside.
    /// </summary>
    private static int LinkLength(ReadOnlySpan<char> rest)
    {
        while (rest.Length > 1 && LinkCharacters.IsClosing(rest[^1]) && !(rest[^1] == ')' && rest.Contains('('))) rest = rest[..^1];
        return rest.Length;
    }
}
