namespace SmsWiser.Smsc;

/// <summary>A first-in first-out ring that grows by doubling. Its owner bounds what it puts in.</summary>
internal sealed class DueQueue<T>(int capacity)
    where T : struct
{
    private T[] ring = new T[capacity];
    private int first;

    public int Count { get; private set; }

    /// <summary>The oldest entry, in place; there must be one.</summary>
    public ref T Peek() => ref ring[first];

    public void Add(in T entry)
    {
        if (Count == ring.Length) Grow();
        var at = first + Count;
        ring[at < ring.Length ? at : at - ring.Length] = entry;
        Count++;
    }

    public void Remove()
    {
        if (++first == ring.Length) first = 0;
        Count--;
    }

    private void Grow()
    {
        var larger = new T[ring.Length * 2];
        var tail = ring.Length - first;
        Array.Copy(ring, first, larger, 0, tail);
        Array.Copy(ring, 0, larger, tail, first);
        ring = larger;
        first = 0;
    }
}

