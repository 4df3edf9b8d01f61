package vedette.kernel.message;

/** What is written as an object of JSON. */
public interface Content {

    /** Its fields, as the protocol names them. */
    Fields fields();
}
