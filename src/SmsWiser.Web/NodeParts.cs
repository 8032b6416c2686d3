using SmsWiser.Core.Accounts;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;
using SmsWiser.Web.Grains;

namespace SmsWiser.Web;

/// <summary>What of a node its HTTP API needs.</summary>
/// <param name="Grains">Its grains: the product.</param>
/// <param name="ReadGrains">What is live now.</param>
/// <param name="Idempotency">Where answers under idempotency keys are kept.</param>
/// <param name="Keys">Seals these answers.</param>
/// <param name="Random">For ids of requests and names of files.</param>
/// <param name="Time">The clock.</param>
/// <param name="SpoolDirectory">Where files that come lie until they are read; emptied at the start.</param>
public sealed record NodeParts(
    IGrainFactory Grains, Func<GrainBoard> ReadGrains, IIdempotencyStore Idempotency, KeyRing Keys, IRandom Random, TimeProvider Time,
    string SpoolDirectory);
