using System.Text;
using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Engine.Carriers;

/// <summary>Whether two ids are one message's, written in different ways.</summary>
internal static class TrialIds
{
    private static readonly (MessageIdBase Base, string Name)[] Bases =
        [(MessageIdBase.Hexadecimal, "hex"), (MessageIdBase.Decimal, "decimal"), (MessageIdBase.Verbatim, "verbatim")];

    public static bool Matches(MessageIdBase submitBase, string submit, MessageIdBase receiptBase, string receipt) =>
        Canonical(submit, submitBase) == Canonical(receipt, receiptBase);

    /// <summary>The settings under which the ids are the same, or null.</summary>
    public static (string Submit, string Receipt)? Suggest(string submit, string receipt)
    {
        foreach (var (submitBase, submitName) in Bases)
        {
            foreach (var (receiptBase, receiptName) in Bases)
            {
                if (Matches(submitBase, submit, receiptBase, receipt))
                    return (submitName, receiptName);
            }
        }
        return null;
    }

    private static string Canonical(string id, MessageIdBase idBase)
    {
        Span<byte> key = stackalloc byte[MessageIdKey.MaxBytes];
        var length = MessageIdKey.WriteCanonical(Encoding.Latin1.GetBytes(id), idBase, key);
        return Encoding.Latin1.GetString(key[..length]);
    }
}
