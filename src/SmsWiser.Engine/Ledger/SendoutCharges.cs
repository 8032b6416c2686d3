using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;

namespace SmsWiser.Engine.Ledger;

/// <summary>What a sendout's entries at one price say about money since the last flush. Journal loop only.</summary>
internal sealed class SendoutCharges(SendoutId sendout, long priceMicros)
{
    private Charge charge = new(sendout, priceMicros, 0, 0, 0, 0);

    /// <summary>True when nothing was counted.</summary>
    public bool IsEmpty => charge.IsEmpty;

    /// <summary>Counts an entry.</summary>
    public void Count(EntryState state, int parts) => charge = charge.Count(state, parts);

    /// <summary>Takes the sum out, for a flush.</summary>
    public Charge Take()
    {
        var taken = charge;
        charge = new(sendout, priceMicros, 0, 0, 0, 0);
        return taken;
    }
}
