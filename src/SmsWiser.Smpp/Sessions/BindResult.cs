namespace SmsWiser.Smpp;

/// <summary>What the message centre answered to a bind that it accepted.</summary>
/// <param name="SystemId">The message centre's system_id; often empty.</param>
/// <param name="PeerVersion">sc_interface_version (SMPP 3.4 §5.3.2.25), or null when the response carried none.</param>
/// <param name="At">When, as a timestamp of the session's <see cref="TimeProvider"/>.</param>
public sealed record BindResult(string SystemId, byte? PeerVersion, long At);
