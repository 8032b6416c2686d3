using System.Text;
using SmsWiser.Contracts;
using SmsWiser.Core;

namespace SmsWiser.Engine;

/// <summary>Makes the refusals that grains throw, with the stable snake-case code of an <see cref="ErrorCode"/>.</summary>
internal static class Refusal
{
    /// <summary>A refusal with that code.</summary>
    public static RefusedException Of(ErrorCode code, string message) => new(CodeOf(code), message);

    /// <summary>The answer for what is not there and for what is somebody else's: it must not tell which.</summary>
    /// <param name="noun">What was asked for, for example <c>list</c>.</param>
    public static RefusedException NotFound(string noun) =>
        Of(ErrorCode.NotFound, $"there is no such {noun} for this account; check its id");

    /// <summary>A value that cannot be used.</summary>
    public static RefusedException Invalid(string message) => Of(ErrorCode.InvalidValue, message);

    /// <summary>An operation that the object's state does not allow.</summary>
    public static RefusedException WrongState(string message) => Of(ErrorCode.WrongState, message);

    /// <summary>Snake-case name of a code, <c>share_not_active</c>.</summary>
    public static string CodeOf(ErrorCode code) => NameOf(code);

    /// <summary>Snake-case name of a member, as it stands in messages.</summary>
    public static string NameOf<T>(T member)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in member.ToString())
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    /// <summary>A name people gave, without blanks around it.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c> unless it has 1 to 100 characters, none of them a control
    /// character.</exception>
    public static string CheckName(string name, string noun)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > MaxNameLength)
            throw Invalid($"the name of {noun} has {trimmed.Length} characters; give 1 to {MaxNameLength}");
        if (trimmed.Any(char.IsControl))
            throw Invalid($"the name of {noun} holds a control character; use letters, digits and signs");
        return trimmed;
    }

    /// <summary>Checks a window on rows.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    public static void CheckWindow(int skip, int take, int maxTake)
    {
        if (skip < 0)
            throw Invalid($"skip is {skip}; give 0 or more");
        if (take < 1 || take > maxTake)
            throw Invalid($"take is {take}; give 1 to {maxTake}");
    }

    private const int MaxNameLength = 100;
}
