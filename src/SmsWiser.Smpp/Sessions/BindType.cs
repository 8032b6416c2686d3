namespace SmsWiser.Smpp;

/// <summary>What a bind may do (SMPP 3.4 §2.2); the values are those of the bind's command_id.</summary>
public enum BindType
{
    /// <summary>deliver_sm towards the ESME only.</summary>
    Receiver = (int)CommandId.BindReceiver,

    /// <summary>submit_sm from the ESME only.</summary>
    Transmitter = (int)CommandId.BindTransmitter,

    /// <summary>Both directions.</summary>
    Transceiver = (int)CommandId.BindTransceiver,
}
