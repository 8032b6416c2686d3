namespace SmsWiser.Engine.Dispatch;

/// <summary>Names a part in the window of a session: 24 bits of the board's ticket, 8 index, 4 part − 1, 4 parts − 1, 12 item, 12
/// attempt. Part 0 is a text that goes whole; it stands where the 16th part would, which no text has.</summary>
internal readonly record struct PartCookie(ulong Value)
{
    public const int MaxParts = 15;

    public PartCookie(int ticket, byte index, int part, int parts, int item, int attempt)
        : this(
            ((ulong)(ticket & TicketMask) << 40) | ((ulong)index << 32) | ((ulong)((part - 1) & 0xF) << 28) | ((ulong)(parts - 1) << 24)
            | ((ulong)item << 12) | (uint)attempt)
    {
    }

    public const int TicketMask = (1 << 24) - 1;

    public int Ticket => (int)(Value >> 40);

    public byte Index => (byte)(Value >> 32);

    public byte Part => (byte)((((Value >> 28) & 0xF) + 1) & 0xF);

    public byte Parts => (byte)(((Value >> 24) & 0xF) + 1);

    public int Item => (int)((Value >> 12) & 0xFFF);

    public int Attempt => (int)(Value & 0xFFF);
}
