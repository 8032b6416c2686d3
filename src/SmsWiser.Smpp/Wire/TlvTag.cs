namespace SmsWiser.Smpp;

/// <summary>
/// Names of the optional parameters this library or its users meet (SMPP 3.4 §5.3.2, SMPP 5.0 §4.8.4). Any other value is legal;
/// 0x1400–0x3FFF belong to vendors and mean different things to different carriers.
/// </summary>
public enum TlvTag : ushort
{
    /// <summary>No parameter; reserved.</summary>
    None = 0,

    /// <summary>dest_addr_subunit: one octet.</summary>
    DestAddrSubunit = 0x0005,

    /// <summary>dest_network_type: one octet.</summary>
    DestNetworkType = 0x0006,

    /// <summary>dest_bearer_type: one octet.</summary>
    DestBearerType = 0x0007,

    /// <summary>dest_telematics_id: two octets.</summary>
    DestTelematicsId = 0x0008,

    /// <summary>source_addr_subunit: one octet.</summary>
    SourceAddrSubunit = 0x000D,

    /// <summary>source_network_type: one octet.</summary>
    SourceNetworkType = 0x000E,

    /// <summary>source_bearer_type: one octet.</summary>
    SourceBearerType = 0x000F,

    /// <summary>source_telematics_id: one octet.</summary>
    SourceTelematicsId = 0x0010,

    /// <summary>qos_time_to_live: four octets.</summary>
    QosTimeToLive = 0x0017,

    /// <summary>payload_type: one octet.</summary>
    PayloadType = 0x0019,

    /// <summary>additional_status_info_text: a C-octet string of at most 256.</summary>
    AdditionalStatusInfoText = 0x001D,

    /// <summary>receipted_message_id: a C-octet string of at most 65.</summary>
    ReceiptedMessageId = 0x001E,

    /// <summary>ms_msg_wait_facilities: one octet.</summary>
    MsMsgWaitFacilities = 0x0030,

    /// <summary>privacy_indicator: one octet.</summary>
    PrivacyIndicator = 0x0201,

    /// <summary>source_subaddress: octets.</summary>
    SourceSubaddress = 0x0202,

    /// <summary>dest_subaddress: octets.</summary>
    DestSubaddress = 0x0203,

    /// <summary>user_message_reference: two octets.</summary>
    UserMessageReference = 0x0204,

    /// <summary>user_response_code: one octet.</summary>
    UserResponseCode = 0x0205,

    /// <summary>source_port: two octets.</summary>
    SourcePort = 0x020A,

    /// <summary>destination_port: two octets.</summary>
    DestinationPort = 0x020B,

    /// <summary>sar_msg_ref_num: two octets.</summary>
    SarMsgRefNum = 0x020C,

    /// <summary>language_indicator: one octet.</summary>
    LanguageIndicator = 0x020D,

    /// <summary>sar_total_segments: one octet.</summary>
    SarTotalSegments = 0x020E,

    /// <summary>sar_segment_seqnum: one octet.</summary>
    SarSegmentSeqnum = 0x020F,

    /// <summary>sc_interface_version: one octet.</summary>
    ScInterfaceVersion = 0x0210,

    /// <summary>callback_num_pres_ind: one octet.</summary>
    CallbackNumPresInd = 0x0302,

    /// <summary>callback_num_atag: octets.</summary>
    CallbackNumAtag = 0x0303,

    /// <summary>number_of_messages: one octet.</summary>
    NumberOfMessages = 0x0304,

    /// <summary>callback_num: octets.</summary>
    CallbackNum = 0x0381,

    /// <summary>dpf_result: one octet.</summary>
    DpfResult = 0x0420,

    /// <summary>set_dpf: one octet.</summary>
    SetDpf = 0x0421,

    /// <summary>ms_availability_status: one octet.</summary>
    MsAvailabilityStatus = 0x0422,

    /// <summary>network_error_code: octets.</summary>
    NetworkErrorCode = 0x0423,

    /// <summary>message_payload: octets.</summary>
    MessagePayload = 0x0424,

    /// <summary>delivery_failure_reason: one octet.</summary>
    DeliveryFailureReason = 0x0425,

    /// <summary>more_messages_to_send: one octet.</summary>
    MoreMessagesToSend = 0x0426,

    /// <summary>message_state: one octet.</summary>
    MessageState = 0x0427,

    /// <summary>congestion_state: one octet.</summary>
    CongestionState = 0x0428,

    /// <summary>ussd_service_op: one octet.</summary>
    UssdServiceOp = 0x0501,

    /// <summary>broadcast_content_type: octets.</summary>
    BroadcastContentType = 0x0601,

    /// <summary>broadcast_rep_num: two octets.</summary>
    BroadcastRepNum = 0x0604,

    /// <summary>broadcast_frequency_interval: octets.</summary>
    BroadcastFrequencyInterval = 0x0605,

    /// <summary>broadcast_area_identifier: octets.</summary>
    BroadcastAreaIdentifier = 0x0606,

    /// <summary>broadcast_area_success: one octet.</summary>
    BroadcastAreaSuccess = 0x0608,

    /// <summary>billing_identification: octets.</summary>
    BillingIdentification = 0x060B,

    /// <summary>display_time: one octet.</summary>
    DisplayTime = 0x1201,

    /// <summary>sms_signal: two octets.</summary>
    SmsSignal = 0x1203,

    /// <summary>ms_validity: one octet.</summary>
    MsValidity = 0x1204,

    /// <summary>alert_on_message_delivery: octets.</summary>
    AlertOnMessageDelivery = 0x130C,

    /// <summary>its_reply_type: one octet.</summary>
    ItsReplyType = 0x1380,

    /// <summary>its_session_info: two octets.</summary>
    ItsSessionInfo = 0x1383,
}
