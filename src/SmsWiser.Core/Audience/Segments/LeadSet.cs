using System.Numerics;

namespace SmsWiser.Core.Audience;

/// <summary>A set of leads of one list by their numbers within it: one bit for each lead number up to the highest. Written by one owner,
/// then read by any thread.</summary>
public sealed class LeadSet
{
    private const int FirstWords = 64;
    private ulong[] words = new ulong[FirstWords];

    /// <summary>Leads in the set.</summary>
    public long Count => words.Sum(word => (long)BitOperations.PopCount(word));

    /// <summary>Adds a lead; twice is once.</summary>
    /// <param name="leadNo"><c>page × 256 + index</c>.</param>
    public void Add(uint leadNo)
    {
        var word = (int)(leadNo >> 6);
        if (word >= words.Length)
            Array.Resize(ref words, (int)Math.Max((uint)word + 1, BitOperations.RoundUpToPowerOf2((uint)word + 1)));
        words[word] |= 1UL << (int)(leadNo & 63);
    }

    /// <summary>Whether a lead is in the set.</summary>
    public bool Contains(uint leadNo) => leadNo >> 6 is var word && word < words.Length && (words[word] >> (int)(leadNo & 63) & 1) != 0;
}
