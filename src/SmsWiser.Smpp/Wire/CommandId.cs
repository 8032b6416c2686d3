namespace SmsWiser.Smpp;

/// <summary>
/// The operation a PDU asks for or answers (command_id, SMPP 3.4 §5.1.2.1, SMPP 5.0 §4.7.5). A response has the id of its request
/// with the top bit set. Values outside this list are legal on the wire and are kept as they came.
/// </summary>
public enum CommandId : uint
{
    /// <summary>No operation; never on the wire.</summary>
    None = 0,

    /// <summary>bind_receiver (SMPP 3.4 §4.1.3).</summary>
    BindReceiver = 0x00000001,

    /// <summary>bind_transmitter (SMPP 3.4 §4.1.1).</summary>
    BindTransmitter = 0x00000002,

    /// <summary>query_sm (SMPP 3.4 §4.8).</summary>
    QuerySm = 0x00000003,

    /// <summary>submit_sm (SMPP 3.4 §4.4.1).</summary>
    SubmitSm = 0x00000004,

    /// <summary>deliver_sm (SMPP 3.4 §4.6.1).</summary>
    DeliverSm = 0x00000005,

    /// <summary>unbind (SMPP 3.4 §4.2).</summary>
    Unbind = 0x00000006,

    /// <summary>replace_sm (SMPP 3.4 §4.10).</summary>
    ReplaceSm = 0x00000007,

    /// <summary>cancel_sm (SMPP 3.4 §4.9).</summary>
    CancelSm = 0x00000008,

    /// <summary>bind_transceiver (SMPP 3.4 §4.1.5).</summary>
    BindTransceiver = 0x00000009,

    /// <summary>outbind (SMPP 3.4 §4.1.7).</summary>
    Outbind = 0x0000000B,

    /// <summary>enquire_link (SMPP 3.4 §4.11).</summary>
    EnquireLink = 0x00000015,

    /// <summary>submit_multi (SMPP 3.4 §4.5).</summary>
    SubmitMulti = 0x00000021,

    /// <summary>alert_notification (SMPP 3.4 §4.12).</summary>
    AlertNotification = 0x00000102,

    /// <summary>data_sm (SMPP 3.4 §4.7).</summary>
    DataSm = 0x00000103,

    /// <summary>broadcast_sm (SMPP 5.0 §4.4.1).</summary>
    BroadcastSm = 0x00000111,

    /// <summary>query_broadcast_sm (SMPP 5.0 §4.6.1).</summary>
    QueryBroadcastSm = 0x00000112,

    /// <summary>cancel_broadcast_sm (SMPP 5.0 §4.6.2).</summary>
    CancelBroadcastSm = 0x00000113,

    /// <summary>generic_nack (SMPP 3.4 §4.3): answers a PDU that could not be understood, and counts as the response to it.</summary>
    GenericNack = 0x80000000,

    /// <summary>bind_receiver_resp.</summary>
    BindReceiverResp = 0x80000001,

    /// <summary>bind_transmitter_resp.</summary>
    BindTransmitterResp = 0x80000002,

    /// <summary>query_sm_resp.</summary>
    QuerySmResp = 0x80000003,

    /// <summary>submit_sm_resp.</summary>
    SubmitSmResp = 0x80000004,

    /// <summary>deliver_sm_resp.</summary>
    DeliverSmResp = 0x80000005,

    /// <summary>unbind_resp.</summary>
    UnbindResp = 0x80000006,

    /// <summary>replace_sm_resp.</summary>
    ReplaceSmResp = 0x80000007,

    /// <summary>cancel_sm_resp.</summary>
    CancelSmResp = 0x80000008,

    /// <summary>bind_transceiver_resp.</summary>
    BindTransceiverResp = 0x80000009,

    /// <summary>enquire_link_resp.</summary>
    EnquireLinkResp = 0x80000015,

    /// <summary>submit_multi_resp.</summary>
    SubmitMultiResp = 0x80000021,

    /// <summary>data_sm_resp.</summary>
    DataSmResp = 0x80000103,

    /// <summary>broadcast_sm_resp.</summary>
    BroadcastSmResp = 0x80000111,

    /// <summary>query_broadcast_sm_resp.</summary>
    QueryBroadcastSmResp = 0x80000112,

    /// <summary>cancel_broadcast_sm_resp.</summary>
    CancelBroadcastSmResp = 0x80000113,
}
