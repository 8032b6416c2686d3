using SmsWiser.Core;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Sealing;

public sealed class PageCipherTests
{
    private static readonly ListId List = new(7);
    private static readonly byte[] DataKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Page_opens_where_it_was_sealed()
    {
        using var cipher = NewCipher(1);
        var sealedOctets = Seal(cipher, "hello"u8);

        var plain = new byte[16];
        var length = cipher.Open(List, 3, 2, sealedOctets, plain);

        Assert.Equal("hello"u8.ToArray(), plain[..length]);
        Assert.Equal(5 + 28, sealedOctets.Length);
    }

    [Fact]
    public void Page_moved_or_rolled_back_does_not_open_and_is_named_without_data()
    {
        using var cipher = NewCipher(1);
        var sealedOctets = Seal(cipher, "hello"u8);
        var plain = new byte[16];

        Assert.Throws<SealBrokenException>(() => cipher.Open(new(8), 3, 2, sealedOctets, plain));
        Assert.Throws<SealBrokenException>(() => cipher.Open(List, 4, 2, sealedOctets, plain));
        var error = Assert.Throws<SealBrokenException>(() => cipher.Open(List, 3, 1, sealedOctets, plain));
        Assert.Equal("page 3 of list 7, version 1, does not open: changed, moved, or sealed by another key", error.Message);
        Assert.Throws<SealBrokenException>(() => cipher.Open(List, 3, 2, sealedOctets.AsSpan(0, 27), plain));
    }

    [Fact]
    public void Any_changed_octet_is_found()
    {
        using var cipher = NewCipher(1);
        var sealedOctets = Seal(cipher, "hello"u8);

        for (var at = 0; at < sealedOctets.Length; at++)
        {
            sealedOctets[at] ^= 0x80;
            Assert.Throws<SealBrokenException>(() => cipher.Open(List, 3, 2, sealedOctets, new byte[16]));
            sealedOctets[at] ^= 0x80;
        }
    }

    [Fact]
    public void Page_sealed_twice_never_looks_the_same()
    {
        using var cipher = NewCipher(1);
        var nonces = new HashSet<string>();

        for (var i = 0; i < 1_000; i++)
            Assert.True(nonces.Add(Convert.ToHexString(Seal(cipher, "hello"u8).AsSpan(0, 12))));
    }

    [Fact]
    public void One_cipher_per_thread_seals_pages_that_every_thread_opens()
    {
        const int Pages = 5_000;
        var sealedPages = new byte[4][][];
        RunThreads(thread =>
        {
            using var cipher = NewCipher(thread);
            var pages = Enumerable.Range(0, Pages).Select(page => Seal(cipher, [(byte)thread, (byte)page, (byte)(page >> 8)]));
            sealedPages[thread] = [.. pages];
        });

        var opened = new int[4];
        RunThreads(thread =>
        {
            using var cipher = NewCipher(10 + thread);
            var from = (thread + 1) % 4;
            var plain = new byte[3];
            for (var page = 0; page < Pages; page++)
            {
                cipher.Open(List, 3, 2, sealedPages[from][page], plain);
                if (plain[0] == from && (plain[1] | plain[2] << 8) == page)
                    opened[thread]++;
            }
        });

        Assert.Equal([Pages, Pages, Pages, Pages], opened);
    }

    [Fact]
    public void Cipher_shared_by_two_threads_refuses_instead_of_corrupting()
    {
        using var cipher = NewCipher(1);
        var corrupt = 0;
        RunThreads(thread =>
        {
            using var own = NewCipher(20 + thread);
            for (var page = 0; page < 5_000; page++)
            {
                try
                {
                    var plain = new byte[64];
                    own.Open(List, 3, 2, Seal(cipher, new byte[64]), plain);
                }
                catch (InvalidOperationException)
                {
                    // The second caller was told; nothing was sealed.
                }
                catch (SealBrokenException)
                {
                    Interlocked.Increment(ref corrupt);
                }
            }
        });

        Assert.Equal(0, corrupt);
    }

    private static byte[] Seal(PageCipher cipher, ReadOnlySpan<byte> plain)
    {
        var sealedOctets = new byte[plain.Length + PageCipher.Overhead];
        cipher.Seal(List, 3, 2, plain, sealedOctets);
        return sealedOctets;
    }

    private static PageCipher NewCipher(int seed) => new(DataKey, new NonceSource(new SeededRandom(seed)));

    private static void RunThreads(Action<int> work)
    {
        var errors = new Exception?[4];
        var threads = new Thread[4];
        for (var i = 0; i < threads.Length; i++)
        {
            var thread = i;
            threads[i] = new Thread(() =>
            {
                try { work(thread); }
                catch (Exception error) { errors[thread] = error; }
            });
            threads[i].Start();
        }
        foreach (var thread in threads)
            thread.Join();
        Assert.All(errors, Assert.Null);
    }
}
