namespace SmsWiser.Smsc;

/// <summary>A first-in first-out ring that grows by doubling. Its owner bounds what it puts in.</summary>
internal sealed class DueQueue<T>(int capacity)
    where T : struct
{
    private T[] _ring = new T[capacity];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The oldest entry, in place; there must be one.</summary>
    public ref T Peek() => ref _ring[_first];

    public void Add(in T entry)
    {
        if (Count == _ring.Length) Grow();
        var at = _first + Count;
        _ring[at < _ring.Length ? at : at - _ring.Length] = entry;
        Count++;
    }

    public void Remove()
    {
        if (++_first == _ring.Length) _first = 0;
        Count--;
    }

    private void Grow()
    {
        var larger = new T[_ring.Length * 2];
        var tail = _ring.Length - _first;
        Array.Copy(_ring, _first, larger, 0, tail);
        Array.Copy(_ring, 0, larger, tail, _first);
        _ring = larger;
        _first = 0;
    }
}
