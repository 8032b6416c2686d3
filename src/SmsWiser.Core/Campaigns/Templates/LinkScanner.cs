namespace SmsWiser.Core.Campaigns;

/// <summary>
/// Finds what a handset makes tappable: schemes ("https://…", "mailto:…"), "www.…", bare domains under a known top-level domain
/// ("x.co/abc"), addresses ("a@x.co") and IPv4 addresses. Errs on the side of finding. Allocates nothing.
/// </summary>
internal static class LinkScanner
{
    // One more than the DNS allows, so that no label too long is taken for its start.
    private const int MaxLabelChars = 64;

    /// <summary>Finds the first link at or behind a position.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (LinkCharacters.IsBreak(text[at])) continue;
            var (word, mayBeLink) = (at, false);
            for (; at < text.Length && !LinkCharacters.IsBreak(text[at]); at++)
                mayBeLink |= LinkCharacters.Fold(text[at]) is '.' or ':';
            var offset = mayBeLink ? FirstLink(text[word..at]) : -1;
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
        Span<char> folded = stackalloc char[MaxLabelChars];
        var (isFirst, isPreviousEmpty, numbers) = (true, true, 0);
        while (true)
        {
            var dot = IndexOfDot(host);
            var length = FoldLabel(dot < 0 ? host : host[..dot], folded);
            ReadOnlySpan<char> label = folded[..length];
            if (isFirst && dot > 0 && dot + 1 < host.Length && label.Equals("www", StringComparison.OrdinalIgnoreCase)) return true;
            if (!isPreviousEmpty && IsTopLevel(label)) return true;
            numbers = label.Length is > 0 and <= 3 && !label.ContainsAnyExceptInRange('0', '9') ? numbers + 1 : 0;
            if (numbers == 4) return true;
            if (dot < 0) return false;
            (isFirst, isPreviousEmpty) = (false, label.IsEmpty);
            host = host[(dot + 1)..];
        }
    }

    /// <summary>Writes the label without ignored characters and look-alikes; of one too long for the DNS, what fits.</summary>
    private static int FoldLabel(ReadOnlySpan<char> label, Span<char> folded)
    {
        var length = 0;
        foreach (var character in label)
        {
            if (LinkCharacters.IsIgnored(character)) continue;
            if (length == folded.Length) break;
            folded[length++] = LinkCharacters.Fold(character);
        }
        return length;
    }

    private static int IndexOfDot(ReadOnlySpan<char> host)
    {
        for (var i = 0; i < host.Length; i++)
            if (LinkCharacters.Fold(host[i]) == '.') return i;
        return -1;
    }

    /// <summary>Whether the label, up to a hyphen, is a top-level domain; one in Punycode always counts.</summary>
    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length > 4 && label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return true;
        var hyphen = label.IndexOf('-');
        return TopLevelDomains.Contains(hyphen < 0 ? label : label[..hyphen]);
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
