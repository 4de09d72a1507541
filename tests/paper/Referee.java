import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds each file against PDF/UA-1. A line a file (name, checks), and a line for each fault after it (rule, words, where). */
final class Referee {
    private static final PDFAFlavour RULES = PDFAFlavour.PDFUA_1;

    public static void main(String[] names) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : names) {
            try (PDFAParser file = Foundries.defaultInstance().createParser(new File(name), RULES);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(RULES, false)) {
                tell(name, validator.validate(file));
            }
        }
    }

    private static void tell(String name, ValidationResult result) {
        System.out.printf("file\t%s\t%d%n", name, result.getTotalAssertions());
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                System.out.printf(
                        "fault\t%s-%d\t%s\t%s%n",
                        each.getRuleId().getClause(),
                        each.getRuleId().getTestNumber(),
                        each.getMessage().replaceAll("\\s+", " "),
                        each.getLocation().getContext());
            }
        }
    }
}
