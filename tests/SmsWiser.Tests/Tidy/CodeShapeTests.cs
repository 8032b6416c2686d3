namespace SmsWiser.Tests.Tidy;

public class CodeShapeTests
{
    private const string Sample = """
        using System;

        namespace A;

        /// <summary>Text with { and ".</summary>
        public sealed class B(int x) : C<D>
        {
            private static readonly int[] Table =
            [
                1,
            ];

            private readonly Func<int> f = () => 1;

            public int P { get; } = 3; // {

            [Fact]
            public void First(int a = 1)
            {
                if (x > '{') { Call($"{{{x.Get("}")}", @"\", "\"{"); }
                /* } */
            }

            public int Second() => x switch
            {
                1 => 2,
                _ => 3,
            };

            internal record struct E
            {
                public void Third() { }
            }
        }

        public record F(int A);
        """;

    [Fact]
    public void Functions_are_found_with_their_lines()
    {
        var found = CodeShape.Functions(Sample).Select(member => (member.Header, member.FirstLine, member.Lines));

        Assert.Equal([("[Fact]", 17, 6), ("public int Second() => x switch", 24, 5), ("public void Third() { }", 32, 1)], found);
    }

    [Fact]
    public void Functions_in_namespaces_with_braces_are_found()
    {
        var found = CodeShape.Functions("""
            namespace A
            {
                interface B
                {
                    void C();
                    void D()
                    {
                    }
                    bool operator ==(B a, B b)
                    {
                    }
                }
            }
            """).Select(member => (member.Header, member.FirstLine, member.Lines));

        Assert.Equal([("void C()", 5, 1), ("void D()", 6, 3), ("bool operator ==(B a, B b)", 9, 3)], found);
    }

    [Fact]
    public void Lines_of_code_leave_out_comments_imports_blanks_and_lone_brackets()
    {
        Assert.Equal(15, CodeShape.LinesOfCode(Sample));
    }
}
