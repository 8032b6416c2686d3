using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Shares;

/// <summary>Runs the revocation protocol for one grant and returns once no message relying on it can go on the wire. Idempotent by op id;
/// calls may run at the same time.</summary>
/// <param name="grant">The grant, accepted or stopped.</param>
/// <param name="opId">Id of the request; a retry uses the same one.</param>
/// <param name="cancellation">Ends the wait, not the stop.</param>
internal delegate Task<StopReceipt> StopShare(ShareGrant grant, string opId, CancellationToken cancellation);
