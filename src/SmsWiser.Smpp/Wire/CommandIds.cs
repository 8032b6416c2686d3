namespace SmsWiser.Smpp;

/// <summary>Arithmetic on <see cref="CommandId"/> (SMPP 3.4 §5.1.2).</summary>
public static class CommandIds
{
    private const uint ResponseBit = 0x80000000;

    /// <summary>Whether the id is that of a response; generic_nack is one.</summary>
    public static bool IsResponse(this CommandId id) => ((uint)id & ResponseBit) != 0;

    /// <summary>The response id of a request.</summary>
    public static CommandId Response(this CommandId id) => (CommandId)((uint)id | ResponseBit);

    /// <summary>Whether the id is a request that this library knows; others are answered with generic_nack RINVCMDID.</summary>
    public static bool IsKnownRequest(this CommandId id) => id is not CommandId.None && !id.IsResponse() && Enum.IsDefined(id);
}
