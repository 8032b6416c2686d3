using System.Collections.Frozen;

namespace SmsWiser.Core.Inbound;

/// <summary>
/// Understands what a message asks for: first the whole message, then its first word, then wishes anywhere in it. Where the wording leaves
/// doubt ("stop the car", "remove it from my order") the person is taken to want no more messages, and the message is marked for review:
/// the law asks for any reasonable wording to be honoured, and a START undoes it. Taken as talk: a stop word turned round ("don't stop"),
/// and the few of "stop by the shop tomorrow". Immutable; any thread.
/// </summary>
public sealed class Keywords
{
    // "STOP", "STOP ALL", "STOP 2", "stop it please": a message as short as this says nothing else.
    private const int MaxSureWords = 3;

    private readonly FrozenDictionary<string, Entry[]> whole;
    private readonly FrozenDictionary<string, InboundKind> first;
    private readonly FrozenSet<string> talk;
    private readonly FrozenSet<string> negations;
    private readonly string[] wishes;
    private readonly IReadOnlyList<Line> table;

    private Keywords(IReadOnlyList<Line> lines)
    {
        table = lines;
        whole = lines.Where(line => line.Kind is not null).SelectMany(line => line.Words.Select(word => (word, line)))
            .GroupBy(one => one.word)
            .ToFrozenDictionary(word => word.Key, word => word.Select(one => new Entry(one.line.Kind!.Value, one.line.Codes,
                one.line.Class == "stop-exact")).ToArray());
        first = Of("stop", "stop-all").SelectMany(line => line.Words.Select(word => (word, line.Kind!.Value))).DistinctBy(one => one.word)
            .ToFrozenDictionary(one => one.word, one => one.Value);
        talk = Of("talk").SelectMany(line => line.Words).ToFrozenSet();
        negations = Of("not").SelectMany(line => line.Words).ToFrozenSet();
        wishes = [.. Of("intent").SelectMany(line => line.Words)];

        IEnumerable<Line> Of(params string[] classes) => lines.Where(line => classes.Contains(line.Class));
    }

    /// <summary>The words shipped with the program, <c>keywords.txt</c>.</summary>
    public static Keywords Shipped { get; } = Read(Lines());

    /// <summary>Languages that there are words of.</summary>
    public IReadOnlySet<string> Languages => table.Select(line => line.Language).ToHashSet(StringComparer.Ordinal);

    /// <summary>Words that a sender may switch off.</summary>
    public IEnumerable<string> Switchable => whole.Where(word => word.Value.Any(entry => entry.IsSwitchable)).Select(word => word.Key);

    /// <summary>Every word that is a message by itself, with its kind and the calling codes it counts for (empty = all).</summary>
    public IEnumerable<(string Word, InboundKind Kind, IReadOnlyList<string> Codes)> All =>
        whole.SelectMany(word => word.Value.Select(entry => (word.Key, entry.Kind, (IReadOnlyList<string>)entry.Codes)));

    /// <summary>Reads a table in the form of <c>keywords.txt</c>.</summary>
    /// <exception cref="FormatException">A line has another form; the message names it.</exception>
    public static Keywords Read(IEnumerable<string> lines) =>
        new([.. lines.Index().Where(line => line.Item.Length > 0 && line.Item[0] != '#')
            .Select(line => Line.Parse(line.Item, line.Index + 1))]);

    /// <summary>The words of some languages, and those of English, which networks everywhere promise to people.</summary>
    /// <param name="languages">Of <see cref="Languages"/>.</param>
    public Keywords In(IReadOnlyCollection<string> languages) =>
        new([.. table.Where(line => line.Language == "en" || languages.Contains(line.Language))]);

    /// <summary>Understands a message.</summary>
    /// <param name="normalized">What <see cref="KeywordText.Normalize"/> made of it.</param>
    /// <param name="number">E.164 digits of the person, for words of some countries only.</param>
    /// <param name="off">Words that the sender has switched off.</param>
    public KeywordMatch Match(string normalized, ulong number, IReadOnlySet<string> off)
    {
        if (normalized.Length == 0)
            return new(InboundKind.Message, null);
        if (whole.TryGetValue(normalized, out var entries))
        {
            foreach (var entry in entries)
            {
                if (entry.CountsFor(number) && !(entry.IsSwitchable && off.Contains(normalized)))
                    return new(entry.Kind, normalized);
            }
        }
        var words = normalized.Split(' ').Select(KeywordText.Trim).Where(word => word.Length > 0).ToArray();
        return MatchFirst(words) ?? MatchWish(words) ?? new(InboundKind.Message, null);
    }

    private KeywordMatch? MatchFirst(string[] words)
    {
        foreach (var length in (ReadOnlySpan<int>)[2, 1])
        {
            if (words.Length < length)
                continue;
            var word = string.Join(' ', words, 0, length);
            if (!first.TryGetValue(word, out var kind))
                continue;
            if (words.Length > length && talk.Contains(words[length]))
                return null;
            return new(kind, word, NeedsReview: words.Length > MaxSureWords);
        }
        return null;
    }

    private KeywordMatch? MatchWish(string[] words)
    {
        var text = $" {string.Join(' ', words)} ";
        foreach (var wish in wishes)
        {
            var at = text.IndexOf($" {wish} ", StringComparison.Ordinal);
            if (at < 0)
                continue;
            var before = text[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (before.Length == 0 || !negations.Contains(before[^1]))
                return new(InboundKind.Stop, wish, NeedsReview: true);
        }
        return null;
    }

    private static List<string> Lines()
    {
        using var stream = typeof(Keywords).Assembly.GetManifestResourceStream("keywords.txt")
            ?? throw new InvalidOperationException("keywords.txt is not in the assembly");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }

    private sealed record Entry(InboundKind Kind, string[] Codes, bool IsSwitchable)
    {
        public bool CountsFor(ulong number)
        {
            if (Codes.Length == 0)
                return true;
            var digits = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Codes.Any(code => digits.StartsWith(code, StringComparison.Ordinal));
        }
    }

    private sealed record Line(string Class, string Language, InboundKind? Kind, string[] Codes, string[] Words)
    {
        public static Line Parse(string text, int no)
        {
            var parts = text.Split(' ', 4);
            InboundKind? kind = parts[0] switch
            {
                "stop" or "stop-exact" => InboundKind.Stop,
                "stop-all" => InboundKind.StopAll,
                "start" => InboundKind.Start,
                "help" => InboundKind.Help,
                "talk" or "not" or "intent" => null,
                _ => throw new FormatException($"line {no} of the keywords has the class '{parts[0]}'"),
            };
            if (parts.Length < 4)
                throw new FormatException($"line {no} of the keywords has {parts.Length} columns, not 4");
            var words = parts[3].Split('|');
            if (words.FirstOrDefault(word => KeywordText.Normalize(word) != word) is { } wrong)
                throw new FormatException(
                    $"line {no} of the keywords has '{wrong}', which no message can be: '{KeywordText.Normalize(wrong)}'");
            return new(parts[0], parts[1], kind, parts[2] == "*" ? [] : parts[2].Split(','), words);
        }
    }
}
