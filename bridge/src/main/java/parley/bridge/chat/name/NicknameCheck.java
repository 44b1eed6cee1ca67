package parley.bridge.chat.name;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.protocol.ErrorCode;

/** Tells what came of checking a line for a nickname: the nickname, or the code of the rule that the line breaks. */
public final class NicknameCheck {
    private final @Nullable Nickname nickname;
    private final @Nullable ErrorCode refusal;

    private NicknameCheck(@Nullable Nickname nickname, @Nullable ErrorCode refusal) {
        this.nickname = nickname;
        this.refusal = refusal;
    }

    static NicknameCheck passed(Nickname nickname) {
        return new NicknameCheck(nickname, null);
    }

    static NicknameCheck refused(ErrorCode code) {
        return new NicknameCheck(null, code);
    }

    /** The code of the refusal, or null where there is a nickname. */
    public @Nullable ErrorCode refusal() {
        return refusal;
    }

    /** The nickname; may only be asked for where there is no refusal. */
    public Nickname nickname() {
        return Objects.requireNonNull(nickname);
    }
}
