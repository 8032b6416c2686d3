namespace SmsWiser.Engine.Dispatch;

/// <summary>Message ids that wait for their receipts: hash of (carrier, id) → part. Two generations of open addressing; when the younger
/// is full it
/// becomes the elder and the elder is forgotten. A used id is remembered, so that a repeated receipt is told from an unknown one. One
/// owner.</summary>
internal sealed class WaitingIds(int capacity)
{
    private const ulong Used = ulong.MaxValue;

    private readonly int perGeneration = Math.Max(1024, capacity / 2);
    private Generation young = new();
    private Generation old = new();

    public int Count => young.Count + old.Count;

    public void Add(ulong hash, ulong part)
    {
        if (young.Count >= perGeneration)
        {
            old = young;
            young = new();
        }
        young.Put(hash, part);
    }

    /// <summary>Finds the part that an id stands for.</summary>
    /// <param name="hash">Hash of carrier and id.</param>
    /// <param name="part">The part, when the answer is <see cref="IdMatch.Waiting"/>.</param>
    public IdMatch Find(ulong hash, out ulong part)
    {
        if (!young.TryGet(hash, out part) && !old.TryGet(hash, out part))
            return IdMatch.Unknown;
        return part == Used ? IdMatch.Used : IdMatch.Waiting;
    }

    /// <summary>Marks an id as used by its final receipt.</summary>
    public void Use(ulong hash)
    {
        if (!young.TrySet(hash, Used))
            old.TrySet(hash, Used);
    }

    private sealed class Generation
    {
        private ulong[] hashes = new ulong[1 << 12];
        private ulong[] parts = new ulong[1 << 12];

        public int Count { get; private set; }

        public void Put(ulong hash, ulong part)
        {
            if (Count * 4 >= hashes.Length * 3)
                Grow();
            var at = Slot(hash);
            if (hashes[at] == 0)
                Count++;
            hashes[at] = Key(hash);
            parts[at] = part;
        }

        public bool TryGet(ulong hash, out ulong part)
        {
            var at = Slot(hash);
            part = parts[at];
            return hashes[at] != 0;
        }

        public bool TrySet(ulong hash, ulong part)
        {
            var at = Slot(hash);
            if (hashes[at] == 0)
                return false;
            parts[at] = part;
            return true;
        }

        /// <summary>Where the hash is, or where it belongs. 0 marks an empty slot, so the hash 0 shares the key of 1.</summary>
        private int Slot(ulong hash)
        {
            var key = Key(hash);
            var mask = hashes.Length - 1;
            var at = (int)(key & (ulong)mask);
            while (hashes[at] != 0 && hashes[at] != key)
                at = (at + 1) & mask;
            return at;
        }

        private static ulong Key(ulong hash) => hash == 0 ? 1 : hash;

        private void Grow()
        {
            var (oldHashes, oldParts) = (hashes, parts);
            hashes = new ulong[oldHashes.Length * 2];
            parts = new ulong[oldHashes.Length * 2];
            for (var i = 0; i < oldHashes.Length; i++)
            {
                if (oldHashes[i] == 0)
                    continue;
                var at = Slot(oldHashes[i]);
                hashes[at] = oldHashes[i];
                parts[at] = oldParts[i];
            }
        }
    }
}

/// <summary>What is known of a message id.</summary>
internal enum IdMatch
{
    Unknown,
    Waiting,
    Used,
}
