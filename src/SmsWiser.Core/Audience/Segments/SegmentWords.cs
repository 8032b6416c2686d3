namespace SmsWiser.Core.Audience;

/// <summary>The words of a condition, one after the other, and the first thing that is wrong with them. One owner.</summary>
internal sealed class SegmentWords
{
    private readonly SegmentLexer lexer;

    public SegmentWords(string text)
    {
        lexer = new(text);
        Token = lexer.Next();
    }

    /// <summary>The word to be read next.</summary>
    public SegmentToken Token { get; private set; }

    /// <summary>The first error, or null.</summary>
    public SegmentError? Error { get; private set; }

    /// <summary>The word so many behind the next one.</summary>
    public SegmentToken Ahead(int words) => lexer.Peek(words - 1);

    public void Advance() => Token = lexer.Next();

    public bool TryTake(string word)
    {
        if (!Token.Is(word)) return false;
        Advance();
        return true;
    }

    public SegmentNode? Expected(string what) => Expected<SegmentNode>(what);

    public T? Expected<T>(string what) where T : class =>
        Token.Kind == SegmentTokenKind.Wrong
            ? Fail<T>(Token.Column, Token.Value)
            : Fail<T>(Token.Column, $"expected {what}, found {Token.Shown}");

    public SegmentNode? Fail(int column, string message) => Fail<SegmentNode>(column, message);

    public T? Fail<T>(int column, string message) where T : class
    {
        Error ??= new SegmentError(column, message);
        return null;
    }
}
