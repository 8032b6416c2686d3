using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>Opens when a carrier refuses one part after the other for the same reason that lies with the bind or its configuration: then
/// each further part would only burn a lead. Called under the bind writer's lock.</summary>
internal sealed class RefusalCircuit
{
    /// <summary>Identical refusals in a row that open the circuit.</summary>
    public const int Limit = 50;

    private CommandStatus last;
    private int inARow;

    /// <summary>Notes an accepted part.</summary>
    public void Reset() => inARow = 0;

    /// <summary>Notes a refusal; true when the bind should pause.</summary>
    public bool IsOpenedBy(CommandStatus status)
    {
        if (status.Classify() is not (CommandStatusClass.Bind or CommandStatusClass.Configuration))
        {
            inARow = 0;
            return false;
        }
        inARow = status == last ? inARow + 1 : 1;
        last = status;
        if (inARow < Limit)
            return false;
        inARow = 0;
        return true;
    }
}
