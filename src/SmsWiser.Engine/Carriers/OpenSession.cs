using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>Makes a session that is not started yet: over TCP in production, over a simulated network in simulations.</summary>
internal delegate EsmeSession OpenSession(EsmeOptions options, IEsmeHandler handler);
