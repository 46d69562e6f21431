import java.io.File;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** java -cp 'lib/*' VeraCheck.java 2a,ua1 file.pdf…: a line per file and flavour, « PASS » or « FAIL » with the rules that failed. Exit 1 on any failure. */
public final class VeraCheck {
  public static void main(String[] arguments) {
    VeraGreenfieldFoundryProvider.initialise();
    boolean allPass = true;
    for (int i = 1; i < arguments.length; i++) {
      for (String flavour : arguments[0].split(",")) {
        String verdict = verdict(new File(arguments[i]), PDFAFlavour.byFlavourId(flavour));
        allPass &= verdict.equals("PASS");
        System.out.println(arguments[i] + "\t" + flavour + "\t" + verdict);
      }
    }
    System.exit(allPass ? 0 : 1);
  }

  private static String verdict(File file, PDFAFlavour flavour) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 100, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      TreeSet<String> rules = new TreeSet<>();
      for (TestAssertion each : result.getTestAssertions()) {
        if (each.getStatus() == TestAssertion.Status.FAILED) {
          rules.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber() + " " + each.getMessage());
        }
      }
      return result.isCompliant() ? "PASS" : "FAIL " + String.join(" | ", rules);
    } catch (Exception fault) {
      return "FAIL unreadable: " + fault;
    }
  }
}
