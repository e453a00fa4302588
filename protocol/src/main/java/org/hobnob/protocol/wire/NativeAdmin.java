package org.hobnob.protocol.wire;

import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.ReportText;

/** The native spelling of what concerns administration (SPEC 4.13). */
final class NativeAdmin {
    private NativeAdmin() {}

    static void writeLine(Request.Administer asked, LineBuilder line) {
        line.word(asked.line().text());
    }

    static Parsed<Request> readLine(Fields fields) {
        ChatText text = fields.word(ChatText::of);
        return fields.finish(Command.ADMINISTER, () -> new Request.Administer(text));
    }

    static void writeReport(Request.Report asked, LineBuilder line) {
        line.word(asked.report().base64());
    }

    static Parsed<Request> readReport(Fields fields) {
        ReportText report = fields.word(ReportText::of);
        return fields.finish(Command.REPORT, () -> new Request.Report(report));
    }

    static void write(Reply.Administered answer, LineBuilder line) {
        line.word(answer.text().text());
        if (answer.asks()) {
            line.param("ask", "yes");
        }
    }

    static Parsed<Reply> readAnswer(Fields fields) {
        ChatText text = fields.word(ChatText::of);
        boolean asks = fields.param("ask", Fields::flag, false);
        return fields.finish(Command.ADMINISTER, () -> new Reply.Administered(text, asks));
    }

    static Parsed<Reply> readReported(Fields fields) {
        Integer number = fields.word(Fields::number);
        return fields.finish(Command.REPORT, () -> new Reply.Reported(number));
    }
}
