namespace SmsWiser.Core.Audience;

/// <summary>One field of a lead list, as its owner named it.</summary>
/// <param name="No">Position of the field in the list, dense from 0; lead records refer to fields by it.</param>
/// <param name="Name">Name used in templates and segments, compared without regard to case.</param>
/// <param name="Type">What its values are.</param>
public sealed record FieldDefinition(int No, string Name, FieldType Type);
