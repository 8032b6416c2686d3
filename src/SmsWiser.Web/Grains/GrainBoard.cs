namespace SmsWiser.Web.Grains;

/// <summary>The grains of one node.</summary>
/// <param name="Classes">By name; totals since the node's start.</param>
/// <param name="Activations">Those that are live, oldest first.</param>
public sealed record GrainBoard(IReadOnlyList<GrainClassRow> Classes, IReadOnlyList<GrainRow> Activations);

/// <summary>One grain class.</summary>
/// <param name="Type">Name of the class.</param>
/// <param name="Activations">Live ones.</param>
/// <param name="Calls">Calls since the node's start.</param>
/// <param name="Queue">Calls that wait now; null where the host cannot tell.</param>
/// <param name="TurnSeconds">Time its turns took since the node's start, estimated from one run of turns in 16.</param>
public sealed record GrainClassRow(string Type, int Activations, long Calls, int? Queue, double TurnSeconds);

/// <summary>One live activation.</summary>
/// <param name="Type">Name of its class.</param>
/// <param name="Key">Its key.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="Queue">Calls that wait for it now; null where the host cannot tell.</param>
/// <param name="TurnSeconds">Time its turns took, estimated alike.</param>
public sealed record GrainRow(string Type, string Key, long Calls, int? Queue, double TurnSeconds);
