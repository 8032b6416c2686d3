using System.Buffers.Binary;
using System.Text;
using SmsWiser.Core.Hashing;

namespace SmsWiser.Core.Compliance;

/// <summary>How far an opt-out reaches. Stored; members are never renumbered.</summary>
public enum OptOutScope : byte
{
    /// <summary>One sender of one account.</summary>
    Sender = 1,

    /// <summary>The topic of one list, whoever sends to it: its owner or a recipient of a share.</summary>
    Topic = 2,

    /// <summary>Everything that one account sends.</summary>
    Account = 3,

    /// <summary>Everything, from all accounts. Set by an operator only.</summary>
    Platform = 4,
}

/// <summary>What an opt-out is from: a scope and what it speaks of.</summary>
public readonly record struct OptOutDomain
{
    private const int MaxSenderBytes = 64;

    private OptOutDomain(OptOutScope scope, long subject, string sender) => (Scope, Subject, Sender) = (scope, subject, sender);

    /// <summary>How far it reaches.</summary>
    public OptOutScope Scope { get; }

    /// <summary>Inside id of the account (sender and account scope) or of the list (topic); 0 for the platform.</summary>
    public long Subject { get; }

    /// <summary>Sender as campaigns name it, for the sender scope; else empty.</summary>
    public string Sender { get; }

    /// <summary>Everything, from all accounts.</summary>
    public static OptOutDomain Platform { get; } = new(OptOutScope.Platform, 0, "");

    /// <summary>Stands for the domain where it meets a number key: <c>number key XOR mask</c> names number and domain at once. An XXH64
    /// of scope, subject and sender; never 0.</summary>
    public ulong Mask
    {
        get
        {
            Span<byte> octets = stackalloc byte[1 + sizeof(long) + MaxSenderBytes];
            octets[0] = (byte)Scope;
            BinaryPrimitives.WriteInt64LittleEndian(octets[1..], Subject);
            var length = 1 + sizeof(long) + Encoding.UTF8.GetBytes(Sender ?? "", octets[(1 + sizeof(long))..]);
            return Math.Max(1, Xxh64.Hash(octets[..length]));
        }
    }

    /// <summary>One sender of one account.</summary>
    /// <exception cref="ArgumentException">The sender is empty or longer than any sender can be.</exception>
    public static OptOutDomain OfSender(AccountId account, string sender)
    {
        if (sender.Length == 0 || Encoding.UTF8.GetByteCount(sender) > MaxSenderBytes)
            throw new ArgumentException($"a sender of {sender.Length} characters cannot be; 1 to {MaxSenderBytes} octets fit",
                nameof(sender));
        return new(OptOutScope.Sender, account.Value, sender);
    }

    /// <summary>The topic of a list.</summary>
    public static OptOutDomain OfTopic(ListId list) => new(OptOutScope.Topic, list.Value, "");

    /// <summary>Everything of one account.</summary>
    public static OptOutDomain OfAccount(AccountId account) => new(OptOutScope.Account, account.Value, "");

    /// <summary>The domain that was stored with these values.</summary>
    public static OptOutDomain Stored(OptOutScope scope, long subject, string sender) => new(scope, subject, sender);
}
