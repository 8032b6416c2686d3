namespace SmsWiser.Smsc;

/// <summary>submit_sm that came over one connection in one receive.</summary>
/// <param name="At">Timestamp just after the receive, of the simulator's <see cref="TimeProvider"/>.</param>
/// <param name="Submits">How many.</param>
public readonly record struct SubmitTrace(long At, int Submits);
