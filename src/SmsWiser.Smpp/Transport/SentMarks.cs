namespace SmsWiser.Smpp;

/// <summary>
/// Tells how much plaintext the peer's host has acknowledged, given the octets of ciphertext that it has. The pairs that it remembers are
/// bounded: beyond that the last one grows, so that less is told, never more. One owner.
/// </summary>
internal sealed class SentMarks
{
    private const int Capacity = 1024;

    private readonly (long Cipher, long Plain)[] ring = new (long, long)[Capacity];
    private int first;
    private int count;
    private long passed;

    /// <summary>Notes that so much plaintext ends where so much ciphertext does; both grow from call to call.</summary>
    public void Add(long cipher, long plain)
    {
        if (count < Capacity) count++;
        ring[(first + count - 1) % Capacity] = (cipher, plain);
    }

    /// <summary>Plaintext whose ciphertext is acknowledged as a whole.</summary>
    public long Through(long cipher)
    {
        for (; count > 0 && ring[first].Cipher <= cipher; count--)
        {
            passed = ring[first].Plain;
            first = (first + 1) % Capacity;
        }

        return passed;
    }
}
