using SmsWiser.Load;

const int badUsage = 2;

if (args is ["smpp", .. var rest]) return SmppLoad.Run(rest);
Console.Error.WriteLine("usage: SmsWiser.Load smpp [options]   (SmsWiser.Load smpp --help lists them)");
return badUsage;
