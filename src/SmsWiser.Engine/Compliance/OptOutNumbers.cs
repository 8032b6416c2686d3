using SmsWiser.Core.Compliance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Compliance;

/// <summary>Who has left, asked by number. One owner, as the tags it works with.</summary>
internal sealed class OptOutNumbers(OptOutSet gone, NumberTags tags) : IOptOutLookup
{
    public bool Contains(ulong number) => gone.Contains((ulong)tags.NumberKey(number));
}
