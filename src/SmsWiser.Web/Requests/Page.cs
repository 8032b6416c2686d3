using System.Globalization;
using System.Text;

namespace SmsWiser.Web.Requests;

/// <summary>Part of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next part; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Cursors: opaque outside; inside the place to go on from, and where the list can shift, the last item seen.</summary>
internal static class Cursor
{
    private const int MaxLength = 200;

    public static string Write(long place, string? last = null) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place}:{last}")))
            .Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>Reads a cursor; none is the begin.</summary>
    /// <exception cref="ProblemException">It is not one of ours.</exception>
    public static (long Place, string Last) Read(string? cursor)
    {
        if (cursor is null)
            return (0, "");
        try
        {
            var padded = cursor.Length > MaxLength ? "" : cursor.Replace('-', '+').Replace('_', '/');
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(padded + new string('=', (4 - padded.Length % 4) % 4)));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                return (place, text[(colon + 1)..]);
        }
        catch (FormatException)
        {
            // Told below.
        }
        throw ProblemException.Invalid("cursor", "is not one that this node gave; send next_cursor of the page before, unchanged");
    }
}
