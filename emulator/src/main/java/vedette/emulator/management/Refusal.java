package vedette.emulator.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import vedette.emulator.Answer;

/** Ends a request with an error of the resource manager's form. Carries no stack because it is an answer. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;

    Refusal(int status, String code, String text) {
        super(code + ": " + text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    Answer answer() {
        ObjectNode body = Resources.JSON.createObjectNode();
        body.putObject("error").put("code", code).put("message", text);
        Answer answer = Answer.json(status, body);
        return status == 401
                ? answer.header(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/common\", error=\"invalid_token\"")
                : answer;
    }
}
