namespace SmsWiser.Core.Campaigns;

/// <summary>What is wrong with a template, for its author.</summary>
/// <param name="Column">Where, from 1.</param>
/// <param name="Message">What stands there and what to write instead.</param>
public sealed record TemplateError(int Column, string Message)
{
    /// <summary>Column and message in one line.</summary>
    public override string ToString() => $"column {Column}: {Message}";
}

/// <summary>Outcome of <see cref="SmsTemplate.Parse"/>: exactly one of the two is there.</summary>
/// <param name="Template">The template.</param>
/// <param name="Error">The first thing wrong with the text.</param>
public sealed record TemplateParse(SmsTemplate? Template, TemplateError? Error);

/// <summary>Outcome of <see cref="SmsTemplate.Bind"/>: a template ready to render, or everything that keeps it from being one.</summary>
/// <param name="Template">The compiled template; null when there are errors.</param>
/// <param name="Errors">Errors in the order of the text.</param>
public sealed record TemplateBinding(CompiledTemplate? Template, IReadOnlyList<TemplateError> Errors);
