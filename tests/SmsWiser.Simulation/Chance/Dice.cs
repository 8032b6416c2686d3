using System.Buffers.Binary;
using SmsWiser.Core.Chance;

namespace SmsWiser.Simulation.Chance;

/// <summary>One stream of chance (SplitMix64). Schedule, faults, workload, network and the product's own entropy each have a stream, so
/// that leaving out a fault does not shift everything else. The simulation's thread only.</summary>
internal sealed class Dice(ulong seed, Dice.Stream stream) : IRandom
{
    /// <summary>What the chance is for.</summary>
    public enum Stream
    {
        Entropy = 1,
        Faults,
        Workload,
        Network,
        Store,
        Carriers,
    }

    private ulong state = Mix(seed + 0x632BE59BD9B4E019 * (ulong)stream);

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>From 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Happens(double probability) => (Next() >> 11) < probability * (1UL << 53);

    /// <summary>Milliseconds from 0 to below <paramref name="bound"/>, in steps of a tenth.</summary>
    public TimeSpan UpTo(int bound) => TimeSpan.FromMilliseconds(Below(bound * 10) / 10.0);

    public void Fill(Span<byte> destination)
    {
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        while (destination.Length > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, Next());
            var taken = Math.Min(eight.Length, destination.Length);
            eight[..taken].CopyTo(destination);
            destination = destination[taken..];
        }
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
