namespace SmsWiser.Core.Audience;

/// <summary>Finds the name that somebody meant.</summary>
internal static class NearName
{
    private const int MostEdits = 2;
    private const int LongestName = 100;

    /// <summary>The name closest to what was typed: at most two letters added, left out or changed. Null when none is.</summary>
    public static string? Find(string typed, IEnumerable<string> names) => names
        .Select(name => (Name: name, Edits: Edits(typed.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(near => near.Edits <= Math.Min(MostEdits, typed.Length / 2))
        .OrderBy(near => near.Edits).Select(near => near.Name).FirstOrDefault();

    private static int Edits(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > MostEdits || left.Length > LongestName)
            return int.MaxValue;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
