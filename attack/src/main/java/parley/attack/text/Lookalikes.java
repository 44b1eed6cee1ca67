package parley.attack.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Tries names that look like the administrator's, the server's own words, or somebody who is there. */
public final class Lookalikes implements Attack {
    private static final String SOMEBODY = "obs";
    private static final List<String> NAMES = List.of(
            "Administrator",
            "Administrat0r",
            "Adm1nistrator",
            "Administr\u00E4tor",
            "\u0391dministrator",
            "\u0430dministrat\u043Er",
            "the-administrator",
            "Admin\u0131strator",
            "System",
            "SYSTEM",
            "Syst\u00EBm",
            "NOTICE",
            "N0TICE",
            "L0BBY",
            "Whisper",
            "WHlSPER",
            "MISSED",
            "BYE",
            "OK",
            "0K",
            "ERR",
            "parley",
            "Par1ey-bot",
            "users",
            "he1p",
            "0bs",
            "OBS",
            "ob\u0455",
            "\u043Ebs");

    @Override
    public void make(Scene scene) throws IOException {
        List<String> let = new ArrayList<>();
        try (Horde attackers = scene.attackers()) {
            Member somebody = attackers.come(SOMEBODY);
            attackers.until(() -> somebody.isIn() || somebody.isOver(), scene.time());
            for (String name : NAMES) {
                Member member = attackers.come(name);
                attackers.until(() -> member.isIn() || !member.refusal().isEmpty() || member.isOver(), scene.time());
                if (member.isIn()) {
                    let.add(name);
                }
                member.leave();
            }
        }
        scene.notes().add(NAMES.size(), "names");
        scene.problems().addAll("got in", let);
    }
}
