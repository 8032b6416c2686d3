namespace SmsWiser.Engine.Campaigns;

/// <summary>Rules for the sender shown on the handset (3GPP TS 23.040 §9.1.2.5: 11 septets when alphanumeric, else digits).</summary>
internal static class SenderId
{
    private const int MaxLetters = 11;
    private const int MinDigits = 3;
    private const int MaxDigits = 15;
    private const string Signs = " .-_&";

    /// <summary>Checks a sender.</summary>
    /// <param name="sender">As typed.</param>
    /// <param name="overSharedList">True when a shared list is targeted: a number would show the caller IDs of everybody who answers to
    /// whoever holds it, so letters are required.</param>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public static void Check(string sender, bool overSharedList)
    {
        if (sender.Length > 0 && sender.All(char.IsAsciiDigit))
        {
            if (sender.Length is < MinDigits or > MaxDigits)
                throw Refusal.Invalid($"the sender has {sender.Length} digits; a number has {MinDigits} to {MaxDigits}, without '+'");
            if (overSharedList)
                throw Refusal.Invalid(
                    "the sender is a number; over a shared list it must have letters, since answers to a number show who answered");
            return;
        }
        if (sender.Length is 0 or > MaxLetters)
            throw Refusal.Invalid(
                $"the sender has {sender.Length} characters; give 1 to {MaxLetters}, or a number of {MinDigits} to {MaxDigits} digits");
        if (string.IsNullOrWhiteSpace(sender) || !sender.All(IsAllowed))
            throw Refusal.Invalid("the sender may have letters A to Z, digits, blanks and . - _ & only, and not blanks alone");
    }

    private static bool IsAllowed(char character) =>
        char.IsAsciiLetterOrDigit(character) || Signs.Contains(character, StringComparison.Ordinal);
}
